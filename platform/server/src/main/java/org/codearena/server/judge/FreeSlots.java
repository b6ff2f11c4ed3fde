package org.codearena.server.judge;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The runner's slots that no submission is using. Each worker takes one for as long as it judges; what is left may run tests
 * of a submission ahead of their turn. Thread-safe.
 */
public final class FreeSlots {
    private final Semaphore free = new Semaphore(0, true);
    private final AtomicInteger all = new AtomicInteger();

    /** So many slots are there now. */
    void add(int slots) {
        all.addAndGet(slots);
        free.release(slots);
    }

    /** How many there are. */
    int all() {
        return all.get();
    }

    /** How many nobody uses right now. */
    int free() {
        return free.availablePermits();
    }

    /** Waits, at most for the end of a test that runs ahead somewhere. */
    void take() {
        free.acquireUninterruptibly();
    }

    /** One that nobody else wants right now. */
    boolean takeIfAny() {
        return free.tryAcquire();
    }

    void giveBack() {
        free.release();
    }
}
