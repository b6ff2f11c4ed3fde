package org.codearena.services;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What an earlier JVM that was killed may have left behind: found by the marks it wrote, never by a name. */
public final class Leftovers {
    /** How long a process may take to end in an orderly way before it is killed. */
    static final Duration GRACE = Duration.ofSeconds(15);

    private Leftovers() {}

    /** Ends every process marked in the home that is still there; returns how many there were. */
    public static int end(Home home) {
        int ended = 0;
        try (DirectoryStream<Path> marks = Files.newDirectoryStream(home.run(), "*.pid")) {
            for (Path mark : marks) {
                ended += end(mark) ? 1 : 0;
            }
        } catch (IOException failed) {
            throw new ServiceException("cannot list " + home.run() + ": " + failed, failed);
        }
        return ended;
    }

    /** Ends the process that a mark names, if it is still there, and removes the mark. */
    static boolean end(Path markFile) {
        var process = ProcessMark.read(markFile).flatMap(ProcessMark::process);
        process.ifPresent(handle -> Signals.end(handle, "TERM", GRACE));
        try {
            Files.deleteIfExists(markFile);
        } catch (IOException failed) {
            throw new ServiceException("cannot delete " + markFile + ": " + failed, failed);
        }
        return process.isPresent();
    }
}
