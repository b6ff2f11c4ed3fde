package org.codearena.server.workspace.project;

import java.util.regex.Pattern;
import org.codearena.server.kernel.Quoted;

/**
 * One file of a project.
 *
 * @param path relative, {@code /} between its parts; see {@link ProjectPath}
 * @param sha256 its bytes' name in the object store
 * @param size in bytes
 */
public record ManifestFile(String path, String sha256, long size, boolean executable) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** Throws {@link IllegalArgumentException} for what no manifest may hold: it comes from runners too, which may lie. */
    public ManifestFile {
        ProjectPath.objection(path).ifPresent(objection -> {
            throw new IllegalArgumentException("the path " + Quoted.of(path) + " " + objection);
        });
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256 in lower-case hexadecimal");
        }
        if (size < 0) {
            throw new IllegalArgumentException("the size of " + Quoted.of(path) + " is " + size);
        }
    }
}
