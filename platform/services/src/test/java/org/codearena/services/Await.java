package org.codearena.services;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition, with a bound far above what it takes. */
final class Await {
    private static final Duration BOUND = Duration.ofMinutes(1);

    private Await() {}

    static void until(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - deadline > 0) {
                fail("not within " + BOUND.toSeconds() + " s: " + what);
            }
            Thread.sleep(20);
        }
    }
}
