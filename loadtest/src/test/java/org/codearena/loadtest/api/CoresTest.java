package org.codearena.loadtest.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** How processor time is shared out. */
final class CoresTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void aProcessMayHaveBlanksAndBracketsInItsName() {
        assertEquals(
                30, Cores.ticksOf("42 (a) b (c)) S 1 42 42 0 -1 4194560 100 0 0 0 10 20 0 0 20 0 1 0 100 0 0 0 0"));
    }

    @Test
    void idleTimeAndWaitingForDisksAreNotBusy() {
        assertEquals(1 + 2 + 3 + 6 + 7 + 8, Cores.busyTicks("cpu  1 2 3 1000 500 6 7 8 9 10"));
    }

    @Test
    void whatNoPartTookIsOthers() {
        Cores before = new Cores(Map.of("server", 100L), 1_000, 0);
        Cores after = new Cores(Map.of("server", 200L, "database", 50L), 1_250, SECOND);
        assertEquals(Map.of("server", 1.0, "database", 0.5, "others", 1.0), after.since(before));
    }

    @Test
    void growthLikeALogarithmIsAllowed() {
        assertEquals(2, GrowthBench.logarithms(1_000, 1_000_000));
    }
}
