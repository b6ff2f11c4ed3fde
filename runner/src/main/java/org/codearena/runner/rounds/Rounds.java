package org.codearena.runner.rounds;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things later, or again and again, one at a time. Safe for use by several threads; after it is closed nothing is done. */
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final long STACK_BYTES = 512 << 10;

    private final ScheduledThreadPoolExecutor timer;

    /** Names its thread. */
    public Rounds(String name) {
        timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().name(name).stackSize(STACK_BYTES).daemon().factory());
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Does it so many milliseconds after it was last done. */
    public void every(long millis, Runnable work) {
        Future<?> _ = timer.scheduleWithFixedDelay(safe(work), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Does it once, in so many milliseconds. */
    public void later(long millis, Runnable work) {
        Future<?> _ = timer.schedule(safe(work), millis, TimeUnit.MILLISECONDS);
    }

    /** What fails is done again all the same when it is due. */
    private static Runnable safe(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("what was due failed");
            }
        };
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
