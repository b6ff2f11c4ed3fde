package org.codearena.server;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for something to become so, with a bound far beyond what it takes. */
public final class Until {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private Until() {}

    public static void holds(String what, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > deadline) {
                    fail("not within " + BOUND.toSeconds() + " s: " + what);
                }
                new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
            }
        } catch (Exception failure) {
            fail(what, failure);
        }
    }
}
