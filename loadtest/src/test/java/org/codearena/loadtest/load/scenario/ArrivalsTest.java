package org.codearena.loadtest.load.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {
    private static final Duration LENGTH = Duration.ofSeconds(100);

    private static List<Long> moments(Rate rate, Duration length, long seed) {
        List<Long> moments = new ArrayList<>();
        new Arrivals(rate, length, new SplittableRandom(seed)).forEachRemaining(moments::add);
        return moments;
    }

    @Property
    void momentsGrowAndStayWithinThePhase(
            @ForAll @DoubleRange(min = 0, max = 300) double from,
            @ForAll @DoubleRange(min = 0, max = 300) double to,
            @ForAll long seed) {
        long last = 0;
        for (long moment : moments(new Rate(from, to), Duration.ofSeconds(3), seed)) {
            assertTrue(moment >= last && moment < Duration.ofSeconds(3).toNanos(), moment + " after " + last);
            last = moment;
        }
    }

    /** Of a Poisson process the count has the variance of its mean: six standard deviations are never met. */
    @Property(tries = 200)
    void asManyComeAsTheRateSays(
            @ForAll @DoubleRange(min = 0, max = 100) double from,
            @ForAll @DoubleRange(min = 0, max = 100) double to,
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        Rate rate = new Rate(from, to);
        double expected = rate.expected(LENGTH);
        int came = moments(rate, LENGTH, seed).size();
        assertTrue(Math.abs(came - expected) <= 6 * Math.sqrt(expected) + 3, came + " came, expected " + expected);
    }

    @Property(tries = 50)
    void aGrowingRateSendsThreeQuartersInItsSecondHalf(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        List<Long> moments = moments(new Rate(0, 100), LENGTH, seed);
        long late =
                moments.stream().filter(moment -> moment > LENGTH.toNanos() / 2).count();
        assertEquals(0.75, (double) late / moments.size(), 0.05);
    }

    @Test
    void gapsAreExponentialAsThoseOfIndependentPeople() {
        List<Long> moments = moments(Rate.steady(100), Duration.ofSeconds(1_000), 7);
        double mean = 0;
        double square = 0;
        for (int i = 1; i < moments.size(); i++) {
            double gap = (moments.get(i) - moments.get(i - 1)) / 1e9;
            mean += gap;
            square += gap * gap;
        }
        mean /= moments.size() - 1;
        double deviation = Math.sqrt(square / (moments.size() - 1) - mean * mean);
        assertEquals(0.01, mean, 0.0003);
        assertEquals(1, deviation / mean, 0.03, "an exponential's deviation is its mean");
    }

    @Test
    void theSameSeedGivesTheSameMoments() {
        assertEquals(moments(new Rate(1, 9), LENGTH, 42), moments(new Rate(1, 9), LENGTH, 42));
        assertFalse(moments(new Rate(1, 9), LENGTH, 42).equals(moments(new Rate(1, 9), LENGTH, 43)));
    }

    @Test
    void nobodyComesAtNoRate() {
        assertEquals(List.of(), moments(Rate.steady(0), LENGTH, 1));
    }
}
