package org.codearena.server.workspace.orchestrator.kubernetes;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.codearena.server.kernel.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that answers the bell: however often it was rung while it was busy, it answers once more. Thread-safe. */
final class Bell implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Bell.class);
    /** The thread notices the end at least this often. */
    private static final Duration LOOK_UP = Duration.ofSeconds(1);

    private final Semaphore rung = new Semaphore(0);
    private final StopSignal stop = new StopSignal();
    private final Runnable answer;
    private final Thread thread;

    Bell(String name, Runnable answer) {
        this.answer = answer;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::serve);
    }

    void start() {
        thread.start();
    }

    void ring() {
        rung.release();
    }

    private void serve() {
        while (!stop.given()) {
            if (wasRung()) {
                rung.drainPermits();
                answer();
            }
        }
    }

    private boolean wasRung() {
        try {
            return rung.tryAcquire(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void answer() {
        try {
            answer.run();
        } catch (RuntimeException failure) {
            log.atError()
                    .setCause(failure)
                    .addKeyValue("thread", thread.getName())
                    .log("an answer failed");
        }
    }

    @Override
    public void close() {
        stop.giveAndJoin(List.of(thread), LOOK_UP.multipliedBy(5));
    }
}
