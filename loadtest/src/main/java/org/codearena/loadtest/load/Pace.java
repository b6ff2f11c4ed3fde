package org.codearena.loadtest.load;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.codearena.loadtest.load.Meters.Kind;
import org.codearena.loadtest.load.scenario.Arrivals;
import org.codearena.loadtest.load.scenario.Phase;

/**
 * Lets people come at their moments, whatever becomes of those before them: an open model. Each phase draws anew from the
 * same seed, so phases of the same rates are offered the same at the same moments and can be held against each other.
 */
public final class Pace implements AutoCloseable {
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();

    private final Map<String, Actions> flows;
    private final Meters meters;
    private final long seed;
    private final int mostInFlight;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean stopped;

    public Pace(Map<String, Actions> flows, Meters meters, long seed, int mostInFlight) {
        this.flows = Map.copyOf(flows);
        this.meters = meters;
        this.seed = seed;
        this.mostInFlight = mostInFlight;
    }

    private static final class Stream {
        private final String flow;
        private final Arrivals arrivals;
        private final RandomGenerator choices;
        private long next;

        Stream(String flow, Arrivals arrivals, RandomGenerator choices) {
            this.flow = flow;
            this.arrivals = arrivals;
            this.choices = choices;
        }

        boolean advance() {
            boolean more = arrivals.hasNext();
            if (more) {
                next = arrivals.next();
            }
            return more;
        }
    }

    /** Lets the people of a phase come; returns when it is over or everything was stopped. */
    public void run(int number, Phase phase) {
        PriorityQueue<Stream> streams = new PriorityQueue<>(Comparator.comparingLong(stream -> stream.next));
        for (String flow : List.copyOf(flows.keySet())) {
            Stream stream = stream(flow, phase);
            if (stream.advance()) {
                streams.add(stream);
            }
        }
        long begin = System.nanoTime();
        while (!streams.isEmpty() && !stopped) {
            Stream stream = streams.remove();
            Arrival arrival = new Arrival(number, begin + stream.next);
            if (waitUntil(arrival.intended())) {
                start(stream, arrival);
            }
            if (stream.advance()) {
                streams.add(stream);
            }
        }
        waitUntil(begin + phase.length().toNanos());
    }

    /** Nobody comes for as long as this holds, or until everything was stopped. */
    void waitWhile(BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean() && !stopped) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private Stream stream(String flow, Phase phase) {
        SplittableRandom random = new SplittableRandom(seed * 31 + flow.hashCode());
        return new Stream(flow, new Arrivals(phase.rate(flow), phase.length(), random.split()), random.split());
    }

    private boolean waitUntil(long moment) {
        long left = moment - System.nanoTime();
        while (left > 0 && !stopped) {
            LockSupport.parkNanos(Math.min(left, LOOK_AGAIN_NANOS));
            left = moment - System.nanoTime();
        }
        return !stopped;
    }

    private void start(Stream stream, Arrival arrival) {
        Actions.Action action =
                java.util.Objects.requireNonNull(flows.get(stream.flow)).next(stream.choices);
        meters.count("offered." + stream.flow);
        if (inFlight.incrementAndGet() > mostInFlight) {
            inFlight.decrementAndGet();
            meters.count("generator.dropped");
            return;
        }
        threads.execute(() -> run(stream.flow, action, arrival));
    }

    private void run(String flow, Actions.Action action, Arrival arrival) {
        try {
            meters.time(Kind.LAG, flow, arrival.phase(), System.nanoTime() - arrival.intended());
            action.run(arrival);
        } catch (InterruptedException over) {
            meters.count("generator.broken off");
        } catch (RuntimeException failure) {
            meters.count("error.generator " + failure.getClass().getSimpleName());
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /** What was begun and has not ended. */
    int inFlight() {
        return inFlight.get();
    }

    /** Waits until everything that was begun has ended; answers whether it has. */
    public boolean drain(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (inFlight() > 0 && System.nanoTime() < deadline && !stopped) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return inFlight() == 0;
    }

    /** Nobody comes any more; from another thread. */
    void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    /** Breaks off what has not ended. */
    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
        threads.close();
    }
}
