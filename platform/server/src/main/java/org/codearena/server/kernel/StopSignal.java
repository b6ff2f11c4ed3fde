package org.codearena.server.kernel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells threads to come to an end, once and for good. An interrupt of a waiting thread counts as the signal for that
 * thread, and stays set. Thread-safe.
 */
public final class StopSignal {
    private final CountDownLatch given = new CountDownLatch(1);

    public void give() {
        given.countDown();
    }

    public boolean given() {
        return given.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    /** Waits this long, or until the signal is given; answers whether it is. */
    public boolean givenWithin(Duration pause) {
        try {
            return given.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Gives the signal and waits until the threads have ended, each for at most this long. */
    public void giveAndJoin(List<Thread> threads, Duration each) {
        give();
        try {
            for (Thread thread : threads) {
                thread.join(each);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
