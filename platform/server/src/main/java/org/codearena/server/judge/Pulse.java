package org.codearena.server.judge;

import java.util.List;
import java.util.Map;

/**
 * How a judge is, as it tells the others every few seconds.
 *
 * @param at when, in milliseconds since 1970
 * @param since when this life of it began: its counts began with it
 * @param mode the sandbox mode of its runner; empty while that is not ready
 * @param waits by lane, how many entries waited for how long: counts by {@link #longestMs class of duration}
 * @param runs the same of the time from claim to verdict
 */
public record Pulse(
        String worker,
        long at,
        long since,
        int slots,
        int busy,
        String mode,
        List<String> languages,
        Map<String, Map<Integer, Long>> waits,
        Map<String, Map<Integer, Long>> runs) {

    public Pulse {
        languages = List.copyOf(languages);
        waits = Map.copyOf(waits);
        runs = Map.copyOf(runs);
    }

    /** The longest duration of a class, in milliseconds; each is a quarter longer than the one before. */
    public static double longestMs(int number) {
        return Tally.longestMs(number);
    }
}
