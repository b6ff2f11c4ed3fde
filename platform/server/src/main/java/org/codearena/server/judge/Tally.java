package org.codearena.server.judge;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.codearena.contract.Lane;

/**
 * What a judge has done since it started, small enough to be told every few seconds: how many entries of each lane waited
 * and ran how long. Durations are counted in classes that grow by a quarter each, so that a percentile taken from them is
 * right to an eighth. Thread-safe.
 */
final class Tally {
    private static final double GROWTH = Math.log(1.25);

    private final Map<Lane, Map<Integer, Long>> waits = new EnumMap<>(Lane.class);
    private final Map<Lane, Map<Integer, Long>> runs = new EnumMap<>(Lane.class);

    synchronized void waited(Lane lane, Duration wait) {
        count(waits, lane, wait);
    }

    synchronized void judged(Lane lane, Duration run) {
        count(runs, lane, run);
    }

    synchronized Map<String, Map<Integer, Long>> waits() {
        return copy(waits);
    }

    synchronized Map<String, Map<Integer, Long>> runs() {
        return copy(runs);
    }

    private static void count(Map<Lane, Map<Integer, Long>> counts, Lane lane, Duration duration) {
        counts.computeIfAbsent(lane, _ -> new TreeMap<>()).merge(classOf(duration), 1L, Long::sum);
    }

    private static Map<String, Map<Integer, Long>> copy(Map<Lane, Map<Integer, Long>> counts) {
        Map<String, Map<Integer, Long>> copy = new TreeMap<>();
        counts.forEach((lane, classes) -> copy.put(lane.wireName(), Map.copyOf(classes)));
        return copy;
    }

    /** The number of the class: class n holds what is longer than {@code longest(n - 1)}, and 0 what is 1 ms or shorter. */
    static int classOf(Duration duration) {
        double ms = duration.toNanos() / 1e6;
        return ms <= 1 ? 0 : (int) Math.ceil(Math.log(ms) / GROWTH - 1e-9);
    }

    /** The longest duration of a class, in milliseconds. */
    static double longestMs(int number) {
        return Math.exp(number * GROWTH);
    }
}
