package org.codearena.loadtest.load.plan;

import java.util.random.RandomGenerator;

/**
 * How long a slot is busy with one submission, as far as waits depend on it.
 *
 * @param scv the squared coefficient of variation: 0 where all take equally long, 1 for the exponential distribution
 */
public record ServiceTime(double meanMs, double scv) {
    public ServiceTime {
        if (!(meanMs > 0) || !Double.isFinite(meanMs)) {
            throw new PlanException("a service time of " + meanMs + " ms, allowed is a number above 0");
        }
        if (!(scv >= 0) || !Double.isFinite(scv)) {
            throw new PlanException("a squared coefficient of variation of " + scv + ", allowed is a number from 0 on");
        }
    }

    double meanSeconds() {
        return meanMs / 1e3;
    }

    /** The mean of the square, which is what a mixture adds up. */
    double secondMoment() {
        return meanMs * meanMs * (1 + scv);
    }

    /** One with this mean and this mean of the square. */
    static ServiceTime ofMoments(double meanMs, double secondMoment) {
        return new ServiceTime(meanMs, Math.max(0, secondMoment / (meanMs * meanMs) - 1));
    }

    /**
     * Draws one, in seconds. Lognormal, as measured ones look: most are short, a few compile for long or run into their time
     * limit.
     */
    double draw(RandomGenerator random) {
        double variance = Math.log1p(scv);
        return meanSeconds() * Math.exp(Math.sqrt(variance) * random.nextGaussian() - variance / 2);
    }
}
