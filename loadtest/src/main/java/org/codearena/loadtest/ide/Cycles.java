package org.codearena.loadtest.ide;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Opens and ends sessions, killing their runners or the server with its orchestrator at random moments, and then looks what was
 * left behind.
 */
final class Cycles {
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);
    private static final int LONGEST_LIFE_MS = 1_000;
    private static final int ONE_RUNNER_OF = 3;
    private static final int ONE_SERVER_OF = 10;

    private final IdeUser user;
    private final Path data;
    private final Server server;
    private final RandomGenerator random;
    private int servers;

    Cycles(IdeUser user, Path data, Server server, RandomGenerator random) {
        this.user = user;
        this.data = data;
        this.server = server;
        this.random = random;
    }

    /**
     * What is there that was not there before.
     *
     * @param servers how often the server was killed
     * @param left in words; empty when nothing was left behind
     */
    record Result(int cycles, int servers, List<String> left) {}

    /** Runners that wait for a session come and go; so what is compared is counts, and a pool that is full again. */
    Result run(int cycles) throws IOException {
        SessionTraces before = SessionTraces.of(data);
        for (int cycle = 0; cycle < cycles; cycle++) {
            System.err.printf("\rcycles: %d of %d", cycle + 1, cycles);
            cycle(cycle);
        }
        System.err.println();
        long deadline = System.nanoTime() + SETTLED_WITHIN.toNanos();
        List<String> left = SessionTraces.of(data).beyond(before);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            left = SessionTraces.of(data).beyond(before);
        }
        return new Result(cycles, servers, left);
    }

    private void cycle(int number) throws IOException {
        String project = user.project("cycle " + number, Opening.TEMPLATE);
        String session = user.open(project);
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MS)).toNanos());
        if (number % ONE_SERVER_OF == ONE_SERVER_OF / 2) {
            server.killAndStart();
            servers++;
        } else if (random.nextInt(ONE_RUNNER_OF) == 0) {
            SessionProcesses.of(data).ofProject(data, project).kill();
        }
        user.stop(session);
        user.delete(project);
    }
}
