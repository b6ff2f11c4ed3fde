package org.codearena.services.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.codearena.services.Home;
import org.codearena.services.Leftovers;
import org.codearena.services.ProcessMark;

/** Homes below {@code target/test-services}, one for each test JVM; those of JVMs that were killed are cleared away. */
final class TestHomes {
    static final Path ALL = Path.of("target", "test-services").toAbsolutePath();
    private static final String PREFIX = "jvm-";

    private TestHomes() {}

    static Home create() {
        try {
            Files.createDirectories(ALL);
            clearAway();
            // The owner's mark comes first: without one a home looks like that of a JVM which was killed.
            ProcessMark mark = ProcessMark.ofThisProcess();
            mark.write(ALL.resolve(PREFIX + mark.pid() + ".owner"));
            return new Home(Files.createDirectories(ALL.resolve(PREFIX + mark.pid())));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void delete(Home home) {
        try {
            Leftovers.end(home);
            Home.deleteTree(home.root());
            Files.deleteIfExists(owner(home.root()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void clearAway() throws IOException {
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(ALL, PREFIX + "*[0-9]")) {
            for (Path home : homes) {
                if (ProcessMark.read(owner(home)).filter(ProcessMark::alive).isEmpty()) {
                    delete(new Home(home));
                }
            }
        }
    }

    private static Path owner(Path home) {
        return home.resolveSibling(home.getFileName() + ".owner");
    }
}
