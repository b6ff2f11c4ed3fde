package org.codearena.server.operations;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.codearena.server.judge.Pulse;

/**
 * How fast things go, from what judges count: they tell totals since they started, so what happened between two looks is the
 * difference. A judge that was started anew counts from 0; what it had counted before and did not tell is lost. Not
 * thread-safe.
 */
final class Flow {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** What happened between two looks: by lane, how many waited and ran for how long. */
    private record Step(long at, Map<String, Map<Integer, Long>> waits, Map<String, Map<Integer, Long>> runs) {}

    /**
     * A lane's last minute.
     *
     * @param claimed how many waited the times given
     */
    record Lane(long claimed, double waitP50Ms, double waitP95Ms, double verdictsPerMinute) {
        static final Lane STILL = new Lane(0, 0, 0, 0);
    }

    private final Map<String, Pulse> before = new HashMap<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private long lookedAt;

    /** Takes what the judges tell now. */
    void look(long now, List<Pulse> pulses) {
        Map<String, Map<Integer, Long>> waits = new TreeMap<>();
        Map<String, Map<Integer, Long>> runs = new TreeMap<>();
        for (Pulse pulse : pulses) {
            Pulse last = before.put(pulse.worker(), pulse);
            boolean same = last != null && last.since() == pulse.since();
            // A judge that was at work before our first look: what it counted till now happened at unknown times.
            if (same || (pulse.since() >= lookedAt && lookedAt > 0)) {
                add(waits, pulse.waits(), same ? last.waits() : Map.of());
                add(runs, pulse.runs(), same ? last.runs() : Map.of());
            }
        }
        steps.add(new Step(now, waits, runs));
        steps.removeIf(step -> step.at() <= now - WINDOW.toMillis());
        lookedAt = now;
    }

    private static void add(
            Map<String, Map<Integer, Long>> sums,
            Map<String, Map<Integer, Long>> now,
            Map<String, Map<Integer, Long>> before) {
        now.forEach((lane, classes) -> classes.forEach((number, count) -> {
            long news = count - before.getOrDefault(lane, Map.of()).getOrDefault(number, 0L);
            if (news > 0) {
                sums.computeIfAbsent(lane, _ -> new TreeMap<>()).merge(number, news, Long::sum);
            }
        }));
    }

    /** The last minute of this lane. */
    Lane of(String lane) {
        Map<Integer, Long> waits = new TreeMap<>();
        long judged = 0;
        for (Step step : steps) {
            step.waits().getOrDefault(lane, Map.of()).forEach((number, count) -> waits.merge(number, count, Long::sum));
            judged += step.runs().getOrDefault(lane, Map.of()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
        long claimed = waits.values().stream().mapToLong(Long::longValue).sum();
        return new Lane(claimed, percentile(waits, claimed, 0.50), percentile(waits, claimed, 0.95), judged);
    }

    /** @param classes in the order of their durations */
    private static double percentile(Map<Integer, Long> classes, long all, double share) {
        long wanted = (long) Math.ceil(all * share);
        long seen = 0;
        for (Map.Entry<Integer, Long> each : classes.entrySet()) {
            seen += each.getValue();
            if (seen >= wanted && wanted > 0) {
                return Math.round(Pulse.longestMs(each.getKey()) * 10) / 10.0;
            }
        }
        return 0;
    }
}
