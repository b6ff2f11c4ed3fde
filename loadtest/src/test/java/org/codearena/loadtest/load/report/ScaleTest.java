package org.codearena.loadtest.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

final class ScaleTest {
    @Property
    void aLinearAxisHasAFewMarksFromNothingToBeyondTheLargest(
            @ForAll @DoubleRange(min = 0.01, max = 1e7) double largest) {
        List<Double> marks = Scale.linear(largest).marks();
        assertTrue(marks.size() >= 3 && marks.size() <= 7, marks.toString());
        assertEquals(0, marks.getFirst());
        assertTrue(marks.getLast() >= largest * (1 - 1e-9), marks + " for " + largest);
    }

    @Property
    void whatIsOnAnAxisLiesBetweenItsEnds(
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double a,
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double b) {
        Scale scale = Scale.logarithmic(Math.min(a, b), Math.max(a, b));
        double low = scale.place(Math.min(a, b));
        double high = scale.place(Math.max(a, b));
        assertTrue(0 <= low && low <= high && high <= 1, low + " to " + high);
    }

    @Test
    void timeHasMarksWhereClocksHaveThem() {
        assertEquals(List.of(0.0, 15.0, 30.0, 45.0, 60.0, 75.0), Scale.time(80).marks());
        assertEquals(
                List.of(0.0, 3_600.0, 7_200.0, 10_800.0, 14_400.0),
                Scale.time(4 * 3_600).marks());
    }

    @Test
    void ninesTakeAsMuchRoomEach() {
        assertEquals(2.0 / 3, Scale.nines(3).place(2), 1e-9);
    }
}
