package org.codearena.loadtest.load;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * So many people who come again as soon as they have been served: a closed loop, which keeps every slot busy and so many waiting
 * behind, however fast the target is. Begun and ended once.
 */
final class Pressure {
    /** Before they come again, also where they were served with a refusal. */
    private static final long BREATH_MILLIS = 20;

    private static final Duration BREAKING_OFF = Duration.ofSeconds(10);

    private final Actions actions;
    private final int people;
    private final Meters meters;
    private final SplittableRandom chance;
    private final Duration settling;
    private final long created = System.nanoTime();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param settling how long the scenario's first phase is, where there is a second */
    Pressure(Actions actions, int people, Meters meters, long seed, Duration settling) {
        this.actions = actions;
        this.people = people;
        this.meters = meters;
        this.chance = new SplittableRandom(seed);
        this.settling = settling;
    }

    void begin() {
        for (int person = 0; person < people; person++) {
            SplittableRandom own = chance.split();
            threads.execute(() -> comeAgainAndAgain(own));
        }
    }

    private void comeAgainAndAgain(SplittableRandom own) {
        try {
            while (!over.await(BREATH_MILLIS, TimeUnit.MILLISECONDS)) {
                actions.next(own).run(arrival());
            }
        } catch (InterruptedException brokenOff) {
            meters.count("generator.broken off");
        } catch (RuntimeException failure) {
            meters.count("error.generator " + failure.getClass().getSimpleName());
        }
    }

    private Arrival arrival() {
        long now = System.nanoTime();
        boolean second = !settling.isZero() && now - created >= settling.toNanos();
        return new Arrival(second ? 1 : 0, now);
    }

    /** Nobody comes again; returns when those who wait have been served, or after so long. */
    void end(Duration atMost) throws InterruptedException {
        over.countDown();
        threads.shutdown();
        if (!threads.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
            boolean _ = threads.awaitTermination(BREAKING_OFF.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
