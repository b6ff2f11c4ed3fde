package org.codearena.loadtest.load.scenario;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;

/**
 * The moments at which people come, as nanoseconds since the phase began: a Poisson process, which is what many who know
 * nothing of each other amount to. For a rate that changes, the process of rate one is stretched: the n-th arrival is when
 * as many are expected as the n-th point of that process says. Ends with the phase.
 */
public final class Arrivals implements Iterator<Long> {
    private final RandomGenerator random;
    private final double from;
    private final double slope;
    private final long length;
    private double expected;
    private long next;

    public Arrivals(Rate rate, Duration length, RandomGenerator random) {
        this.random = random;
        this.length = length.toNanos();
        this.from = rate.from() / 1e9;
        this.slope = (rate.to() - rate.from()) / 1e9 / this.length;
        advance();
    }

    private void advance() {
        expected += -Math.log1p(-random.nextDouble());
        double moment = slope == 0 ? expected / from : stretched();
        // Not a number where a falling rate never gets as far; infinite where nobody comes.
        next = moment < length ? (long) moment : length;
    }

    /** Solves from t + slope t² / 2 = expected; in the form that keeps its digits when the slope is small. */
    private double stretched() {
        return 2 * expected / (from + Math.sqrt(from * from + 2 * slope * expected));
    }

    @Override
    public boolean hasNext() {
        return next < length;
    }

    @Override
    public Long next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the phase is over");
        }
        long moment = next;
        advance();
        return moment;
    }
}
