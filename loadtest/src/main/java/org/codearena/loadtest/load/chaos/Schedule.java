package org.codearena.loadtest.load.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What is broken when. Every kind comes up once before any comes up again, in an order and at moments that follow from the seed
 * alone; a fault does not wait for the one before it to be healed. Pure.
 *
 * @param moments in their order
 */
record Schedule(List<Moment> moments) {
    /** Of the mean time between two faults, so much at least and at most. */
    private static final double SHORTEST = 0.3;

    private static final double LONGEST = 1.7;
    private static final Duration SHORTEST_HOLD = Duration.ofSeconds(2);

    /**
     * One fault.
     *
     * @param at since the first counted moment of the load
     * @param hold how long it is held, where it is one that is
     * @param choice which of several victims
     */
    record Moment(Duration at, Fault fault, Duration hold, int choice) {}

    Schedule {
        moments = List.copyOf(moments);
    }

    /**
     * @param length no fault begins later than that
     * @param every the mean time from one to the next
     * @param longestHold of faults that are held
     */
    static Schedule of(long seed, List<Fault> faults, Duration length, Duration every, Duration longestHold) {
        Random random = new Random(seed);
        List<Moment> moments = new ArrayList<>();
        List<Fault> bag = new ArrayList<>();
        Duration at = gap(random, every);
        while (at.compareTo(length) <= 0 && !faults.isEmpty()) {
            if (bag.isEmpty()) {
                bag.addAll(faults);
                Collections.shuffle(bag, random);
            }
            moments.add(new Moment(at, bag.removeLast(), hold(random, longestHold), random.nextInt(1 << 16)));
            at = at.plus(gap(random, every));
        }
        return new Schedule(moments);
    }

    private static Duration gap(Random random, Duration every) {
        return between(random, scaled(every, SHORTEST), scaled(every, LONGEST));
    }

    private static Duration hold(Random random, Duration longest) {
        return longest.compareTo(SHORTEST_HOLD) <= 0 ? longest : between(random, SHORTEST_HOLD, longest);
    }

    private static Duration between(Random random, Duration least, Duration most) {
        return least.plus(scaled(most.minus(least), random.nextDouble()));
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofMillis(Math.round(duration.toMillis() * factor));
    }
}
