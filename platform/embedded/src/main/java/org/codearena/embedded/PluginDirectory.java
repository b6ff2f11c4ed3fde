package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where an installation's language plugins are loaded from: those of the build, and whatever jars its owner has dropped
 * there beside them.
 */
final class PluginDirectory {
    /** How our own are named: one that the build does not hold any more is one of an older build. */
    private static final String OURS = "codearena-lang-*.jar";

    private PluginDirectory() {}

    /** Brings ours up to date and leaves the others alone. */
    static Path refresh(Path built, Path directory) {
        try {
            try (DirectoryStream<Path> old = Files.newDirectoryStream(directory, OURS)) {
                for (Path jar : old) {
                    Files.delete(jar);
                }
            }
            try (DirectoryStream<Path> current = Files.newDirectoryStream(built, OURS)) {
                for (Path jar : current) {
                    Files.copy(jar, directory.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return directory;
        } catch (IOException failed) {
            throw new FailureException(
                    "cannot copy the language plugins to %s: %s".formatted(directory, failed), failed);
        }
    }
}
