package org.codearena.server.problem.format;

import java.nio.file.Path;

/**
 * A file of a package.
 *
 * @param path inside the package
 * @param location on disk, readable as long as the package's directory is there
 */
public record PackageFile(String path, Path location, long bytes) {
    /** The last part of its path. */
    public String name() {
        return Names.last(path);
    }
}
