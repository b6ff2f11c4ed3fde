package org.codearena.runner.workspace;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done again and again, by one thread. */
final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final ScheduledThreadPoolExecutor timer;

    Rounds() {
        timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().name("rounds").stackSize(512 << 10).daemon().factory());
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.setRejectedExecutionHandler(new ScheduledThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
    }

    void every(int millis, Runnable work) {
        timer.scheduleWithFixedDelay(safe(work), millis, millis, TimeUnit.MILLISECONDS);
    }

    void later(Runnable work, int seconds) {
        timer.schedule(safe(work), seconds, TimeUnit.SECONDS);
    }

    /** What fails once is done again all the same. */
    private static Runnable safe(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("a round failed");
            }
        };
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
