package org.codearena.loadtest.ide;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Breaks the connection off again and again while a terminal prints, and goes on where it broke. */
final class Cuts {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final IdeUser user;
    private final String session;
    private final RandomGenerator random;

    Cuts(IdeUser user, String session, RandomGenerator random) {
        this.user = user;
        this.session = session;
        this.random = random;
    }

    /**
     * What came of it.
     *
     * @param cuts connections that were broken off
     * @param intact whether every byte came once, in order
     */
    record Result(int cuts, boolean intact, double seconds) {}

    /** Spreads so many cuts over a stream of so many bytes, at random points. */
    Result run(int cuts, long size) throws IOException {
        long began = System.nanoTime();
        WorkspaceSocket socket = user.connect(session);
        Transcript transcript = new Transcript();
        String made = Flood.make(socket, socket.openTerminal(transcript), transcript, size);
        Flood flood = new Flood(size);
        long terminal = socket.openTerminal(flood);
        socket.type(terminal, Flood.command());
        int done = 0;
        while (!flood.done()) {
            awaitCounted(flood, done < cuts ? next(flood.counted(), size, cuts - done) : size);
            if (!flood.done() && done < cuts) {
                socket.cut();
                done++;
                socket = again(terminal, flood);
            }
        }
        boolean intact = flood.await(PATIENCE).equals(made);
        socket.request("terminal.close", java.util.Map.of("terminal", terminal));
        socket.close();
        return new Result(done, intact, (System.nanoTime() - began) / 1e9);
    }

    /** Where the next cut comes, so that all that are left fit into the bytes that are left. */
    private long next(long counted, long size, int left) {
        return counted + random.nextLong(2 * (size - counted) / left + 1);
    }

    /** Bytes that were on their way when the connection broke come again, so the screen's own count says where to go on. */
    private WorkspaceSocket again(long terminal, Flood flood) throws IOException {
        WorkspaceSocket socket = user.connect(session);
        long from = flood.next();
        long given = socket.attach(terminal, from, flood);
        if (given != from) {
            throw new IOException("asked for output from " + from + ", given from " + given);
        }
        return socket;
    }

    private static void awaitCounted(Flood flood, long bytes) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (flood.counted() < bytes && !flood.done()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the output stopped at " + flood.counted() + " of " + bytes + " bytes");
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }
}
