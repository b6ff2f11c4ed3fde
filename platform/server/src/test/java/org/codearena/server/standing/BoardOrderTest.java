package org.codearena.server.standing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class BoardOrderTest {
    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2099-12-31T23:59:59Z");

    @Test
    void morePointsComeFirstHoweverLate() {
        assertTrue(BoardOrder.of(2, LATE) > BoardOrder.of(1, EARLY));
    }

    @Test
    void amongEqualsTheEarlierComesFirst() {
        assertTrue(BoardOrder.of(7, EARLY) > BoardOrder.of(7, EARLY.plusSeconds(1)));
    }

    @Test
    void aSecondStillCountsAtTwoMillionPoints() {
        assertTrue(BoardOrder.of(2_000_000, EARLY) > BoardOrder.of(2_000_000, EARLY.plusSeconds(1)));
        assertTrue(BoardOrder.of(2_000_001, LATE) > BoardOrder.of(2_000_000, EARLY));
    }
}
