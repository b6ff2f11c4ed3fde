package org.codearena.services;

import java.io.IOException;
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
        for (String name : home.marks().keySet()) {
            ended += end(home.markFile(name)) ? 1 : 0;
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
