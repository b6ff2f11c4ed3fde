package org.codearena.loadtest.ide;

import java.io.IOException;
import java.time.Duration;

/** Opens sessions and times them, from the click to the first byte that a shell prints. */
final class Opening {
    static final String TEMPLATE = "python/console";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final IdeUser user;
    private final WarmRunners warm;
    private int projects;

    Opening(IdeUser user, WarmRunners warm) {
        this.user = user;
        this.warm = warm;
    }

    /** Milliseconds with a runner that waits. */
    double warm() throws IOException {
        warm.awaitOne();
        return open();
    }

    /** Milliseconds with none: those that wait are ended first. */
    double cold() throws IOException {
        warm.awaitOne();
        warm.endAll();
        return open();
    }

    private double open() throws IOException {
        String project = user.project("opening " + projects++, TEMPLATE);
        long clicked = System.nanoTime();
        String session = user.open(project);
        user.awaitRunning(session);
        double millis;
        try (WorkspaceSocket socket = user.connect(session)) {
            Transcript transcript = new Transcript();
            socket.openTerminal(transcript);
            if (!transcript.awaitAny(LONGEST)) {
                throw new IOException("no prompt within " + LONGEST.toSeconds() + " s");
            }
            millis = (System.nanoTime() - clicked) / 1e6;
        }
        user.stop(session);
        user.delete(project);
        return millis;
    }
}
