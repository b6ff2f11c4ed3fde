package org.codearena.loadtest.ide;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.codearena.loadtest.bench.Samples;

/** Times keystrokes: typed at a program that says back what it reads, as a shell does with each key. */
final class Echo {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** A fast typist's keys are ten times as far apart. */
    private static final Duration BETWEEN_KEYS = Duration.ofMillis(10);

    private final WorkspaceSocket socket;
    private final long terminal;
    private final Transcript transcript;

    private Echo(WorkspaceSocket socket, long terminal, Transcript transcript) {
        this.socket = socket;
        this.terminal = terminal;
        this.transcript = transcript;
    }

    static Echo start(WorkspaceSocket socket) throws IOException {
        Transcript transcript = new Transcript();
        long terminal = socket.openTerminal(transcript);
        transcript.awaitAny(LONGEST);
        socket.type(terminal, "stty raw -echo; printf 'REA''DY'; exec cat\n");
        transcript.await("READY", LONGEST);
        return new Echo(socket, terminal, transcript);
    }

    /** Milliseconds of each of so many keys. */
    Samples time(int keys) throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            transcript.forget();
            long typed = System.nanoTime();
            socket.type(terminal, "x");
            if (!transcript.awaitAny(LONGEST)) {
                throw new IOException("no echo within " + LONGEST.toSeconds() + " s");
            }
            millis.add((System.nanoTime() - typed) / 1e6);
            LockSupport.parkNanos(BETWEEN_KEYS.toNanos());
        }
        return new Samples(millis);
    }
}
