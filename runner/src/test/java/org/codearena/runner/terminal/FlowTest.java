package org.codearena.runner.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FlowTest {
    private static final int FLOODED = 1;
    private static final int OTHER = 2;
    private static final int READ = 4 << 10;
    private static final long HALF_A_SECOND = 500_000_000L;

    private final Typing typing = new Typing();
    private final Flow flow = new Flow(FLOODED, typing, System.nanoTime());

    /** So much is printed within half a second by a program that is only held up by the pauses. */
    private long printed() {
        long now = System.nanoTime();
        long end = now + HALF_A_SECOND;
        long printed = 0;
        while (now < end) {
            printed += READ;
            now += flow.pauseAfter(READ, now) + 1_000;
        }
        return printed;
    }

    @Test
    void aFloodIsSlowedDownWhileSomebodyTypesElsewhere() {
        typing.key(OTHER);
        long printed = printed();
        assertTrue(printed <= Flow.BYTES_PER_SECOND / 2 + 2 * Flow.BURST_BYTES, printed + " bytes");
        assertTrue(printed >= Flow.BYTES_PER_SECOND / 4, printed + " bytes");
    }

    @Test
    void aFloodGoesItsWayWhileNobodyTypes() {
        assertTrue(printed() > 100 * Flow.BYTES_PER_SECOND);
    }

    @Test
    void aFloodGoesItsWayWhereItIsTypedAt() {
        typing.key(FLOODED);
        assertTrue(printed() > 100 * Flow.BYTES_PER_SECOND);
    }

    @Test
    void aScreenDrawnAnewIsNotSlowedDown() {
        typing.key(OTHER);
        long now = System.nanoTime();
        for (int drawn = 0; drawn < Flow.BURST_BYTES; drawn += READ) {
            assertEquals(0, flow.pauseAfter(READ, now));
        }
    }
}
