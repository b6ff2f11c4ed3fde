package org.codearena.loadtest.load.scenario;

import java.time.Duration;

/** Arrivals per second, going evenly from the first to the second over a phase. */
public record Rate(double from, double to) {
    public static Rate steady(double perSecond) {
        return new Rate(perSecond, perSecond);
    }

    Rate times(double factor) {
        return new Rate(from * factor, to * factor);
    }

    /** How many arrivals are expected over so long. */
    public double expected(Duration length) {
        return (from + to) / 2 * length.toNanos() / 1e9;
    }
}
