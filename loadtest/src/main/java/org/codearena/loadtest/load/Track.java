package org.codearena.loadtest.load;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.HdrHistogram.Histogram;

/** Durations of one kind in microseconds: those of the last second, and those of each phase. Thread-safe. */
final class Track {
    private static final int DIGITS = 3;
    private static final long LONGEST_MICROS = 24L * 3_600_000_000L;

    private final Map<Integer, Histogram> phases = new HashMap<>();
    private Histogram second = new Histogram(DIGITS);

    /**
     * @param phase in which the request was meant to be made; it may have ended in a later one
     */
    synchronized void record(int phase, long micros) {
        long value = Math.clamp(micros, 0, LONGEST_MICROS);
        second.recordValue(value);
        phases.computeIfAbsent(phase, _ -> new Histogram(DIGITS)).recordValue(value);
    }

    /** What was recorded since this was asked the last time. */
    synchronized Histogram takeSecond() {
        Histogram taken = second;
        second = new Histogram(DIGITS);
        return taken;
    }

    /** All of these phases together. */
    synchronized Histogram of(IntPredicate which) {
        Histogram sum = new Histogram(DIGITS);
        phases.forEach((phase, histogram) -> {
            if (which.test(phase)) {
                sum.add(histogram);
            }
        });
        return sum;
    }
}
