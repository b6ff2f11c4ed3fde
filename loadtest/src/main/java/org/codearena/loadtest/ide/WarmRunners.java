package org.codearena.loadtest.ide;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.codearena.loadtest.Ready;
import org.codearena.loadtest.load.target.Metrics;

/** The runners of an installation that wait for a session, as the server counts them. */
final class WarmRunners {
    private static final String GAUGE = "server.codearena_sessions_warm";
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Path data;

    WarmRunners(Path data) {
        this.data = data;
    }

    /** Waits until at least one waits. */
    void awaitOne() throws IOException {
        await(true);
    }

    /** Ends those that wait, and returns when none does; for when no session runs. The next one is not made at once. */
    void endAll() throws IOException {
        SessionProcesses.of(data).kill();
        await(false);
    }

    private void await(boolean any) throws IOException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try (Metrics metrics = new Metrics(Ready.of(data).health().resolve("/metrics"))) {
            while (metrics.sample().getOrDefault(GAUGE, 0.0) > 0 != any) {
                if (System.nanoTime() > deadline) {
                    throw new IOException((any ? "no runner waits" : "a runner still waits") + " after "
                            + LONGEST.toSeconds() + " s: is the installation up with --session-warm 1?");
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
