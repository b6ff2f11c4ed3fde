package org.codearena.server.workspace.project;

import org.codearena.server.kernel.Quoted;
import org.codearena.server.kernel.Sha256;

/**
 * One file of a project.
 *
 * @param path relative, {@code /} between its parts; see {@link ProjectPath}
 * @param sha256 its bytes' name in the object store
 * @param size in bytes
 */
public record ManifestFile(String path, String sha256, long size, boolean executable) {
    /** Throws {@link IllegalArgumentException} for what no manifest may hold: it comes from runners too, which may lie. */
    public ManifestFile {
        ProjectPath.objection(path).ifPresent(objection -> {
            throw new IllegalArgumentException("the path " + Quoted.of(path) + " " + objection);
        });
        Sha256.checked(sha256);
        if (size < 0) {
            throw new IllegalArgumentException("the size of " + Quoted.of(path) + " is " + size);
        }
    }
}
