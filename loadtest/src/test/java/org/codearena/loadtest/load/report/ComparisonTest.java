package org.codearena.loadtest.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.codearena.loadtest.load.report.Comparison.Row;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
    private static Row row(double first, double second) {
        return new Comparison("a", RunRecords.made(10, first), "b", RunRecords.made(10, second))
                .rows()
                .getFirst();
    }

    @Test
    void halfTheTimeIsBetterAndTwiceIsWorse() {
        assertEquals(Optional.of(0.5), row(100, 50).ratio());
        assertEquals(Optional.of(true), row(100, 50).better());
        assertEquals(Optional.of(false), row(50, 100).better());
    }

    @Test
    void aSmallDifferenceIsNeither() {
        assertEquals(Optional.empty(), row(100, 105).better());
    }

    @Test
    void everyFigureOfBothIsALine() {
        List<String> lines = new Comparison("a", RunRecords.made(10, 10), "b", RunRecords.made(10, 20)).lines();
        assertEquals(4, lines.size());
        assertTrue(lines.get(1).matches("api.accept_ms.p99 +10.000 +20.000 ms +2.00  worse"), lines.get(1));
    }
}
