package org.codearena.loadtest.ide;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Breaks the connection off again and again while a terminal prints, and goes on where it broke. */
final class Cuts {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** Half of a message comes beyond the point on average, so points lie closer than the cuts shall. */
    private static final long MESSAGE = 64 << 10;

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
        long terminal = socket.openTerminal(cutting(socket, flood, cuts));
        socket.type(terminal, Flood.command());
        int done = 0;
        while (brokeOff(socket, flood)) {
            done++;
            socket = again(terminal, flood, cuts - done);
        }
        boolean intact = flood.await(PATIENCE).equals(made);
        socket.request("terminal.close", Map.of("terminal", terminal));
        socket.close();
        return new Result(done, intact, (System.nanoTime() - began) / 1e9);
    }

    /**
     * Hears the flood until its next cut. The connection is broken off from within, at the message that reaches that point: who
     * looks from outside comes hundreds of kilobytes late, and a thousand cuts need a message of their own each.
     */
    private WorkspaceSocket.Screen cutting(WorkspaceSocket socket, Flood flood, int left) {
        if (left <= 0) {
            return flood;
        }
        long at = flood.counted() + random.nextLong(Math.max(1, 2 * (flood.size() - flood.counted()) / left - MESSAGE));
        return (offset, bytes) -> {
            flood.output(offset, bytes);
            if (flood.counted() >= at && !flood.done()) {
                socket.cut();
            }
        };
    }

    /** Bytes that were on their way when the connection broke come again, so the flood's own count says where to go on. */
    private WorkspaceSocket again(long terminal, Flood flood, int left) throws IOException {
        WorkspaceSocket socket = user.connect(session);
        long from = flood.next();
        long given = socket.attach(terminal, from, cutting(socket, flood, left));
        if (given != from) {
            throw new IOException("asked for output from " + from + ", given from " + given);
        }
        return socket;
    }

    private static boolean brokeOff(WorkspaceSocket socket, Flood flood) throws IOException {
        try {
            CompletableFuture.anyOf(socket.ended(), flood.ended()).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception stopped) {
            throw new IOException("the output stopped at " + flood.counted() + " bytes", stopped);
        }
        return !flood.done();
    }
}
