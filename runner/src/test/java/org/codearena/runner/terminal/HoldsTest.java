package org.codearena.runner.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Times are in units of which a lost client has 60 and a stalled one 5. */
final class HoldsTest {
    private final Holds holds = new Holds(60, 5);

    @Test
    void withNobodyNothingIsHeld() {
        assertEquals(Long.MAX_VALUE, holds.floor());
        assertFalse(holds.expire(1_000, 1_000));
    }

    @Test
    void theSlowestDecides() {
        holds.attach("fast", 0, 0);
        holds.attach("slow", 0, 0);
        holds.acknowledge("fast", 100, 1);
        assertEquals(0, holds.floor());
        holds.acknowledge("slow", 40, 1);
        assertEquals(40, holds.floor());
    }

    @Test
    void whoStandsStillLosesItWhenAnotherGoesOn() {
        holds.attach("fast", 0, 0);
        holds.attach("slow", 0, 0);
        holds.printed(0, 0);
        holds.acknowledge("fast", 100, 4);
        assertFalse(holds.expire(100, 4), "not before its time is up");
        assertTrue(holds.expire(100, 5));
        assertFalse(holds.holds("slow"));
        assertEquals(100, holds.floor());
    }

    @Test
    void anotherThatHasEverythingGoesOnThoughThereIsNothingToAcknowledge() {
        holds.attach("fast", 0, 0);
        holds.attach("slow", 0, 0);
        holds.printed(0, 0);
        holds.acknowledge("fast", 100, 1);
        assertTrue(holds.expire(100, 50));
        assertTrue(holds.holds("fast"));
    }

    @Test
    void aloneNobodyLosesIt() {
        holds.attach("slow", 0, 0);
        holds.printed(0, 0);
        assertFalse(holds.expire(100, 1_000));
        assertTrue(holds.holds("slow"));
    }

    @Test
    void ifAllStandStillNobodyLosesIt() {
        holds.attach("one", 0, 0);
        holds.attach("other", 50, 0);
        holds.printed(50, 0);
        assertFalse(holds.expire(100, 1_000));
    }

    @Test
    void theTimeInWhichThereWasNothingToAcknowledgeDoesNotCount() {
        holds.attach("slow", 0, 0);
        holds.attach("fast", 0, 0);
        holds.printed(0, 1_000);
        holds.acknowledge("fast", 100, 1_001);
        assertFalse(holds.expire(100, 1_004));
        assertTrue(holds.expire(100, 1_005));
    }

    @Test
    void whoseConnectionIsLostHasAMinute() {
        holds.attach("away", 7, 0);
        holds.lose("away", 10);
        holds.lose("away", 60);
        assertFalse(holds.expire(100, 69));
        assertEquals(7, holds.floor());
        assertTrue(holds.expire(100, 70));
        assertEquals(Long.MAX_VALUE, holds.floor());
    }

    @Test
    void aLostOneThatAnotherWaitsForHasOnlySeconds() {
        holds.attach("away", 0, 0);
        holds.attach("here", 0, 0);
        holds.printed(0, 0);
        holds.lose("away", 1);
        holds.acknowledge("here", 100, 5);
        assertTrue(holds.expire(100, 5));
        assertTrue(holds.holds("here"));
    }

    @Test
    void aLostOneIsNotSomebodyWhoGoesOn() {
        holds.attach("away", 100, 0);
        holds.attach("here", 0, 0);
        holds.lose("away", 0);
        assertFalse(holds.expire(100, 50));
    }

    @Test
    void whoComesBackIsNotLostAnyMore() {
        holds.attach("away", 7, 0);
        holds.lose("away", 10);
        holds.attach("away", 8, 20);
        assertFalse(holds.expire(100, 1_000));
        assertEquals(8, holds.floor());
    }

    @Test
    void whoCatchesUpHasItAgain() {
        holds.attach("slow", 0, 0);
        holds.release("slow");
        assertEquals(Long.MAX_VALUE, holds.floor());
        holds.acknowledge("slow", 90, 1);
        assertEquals(90, holds.floor());
    }

    @Test
    void anEarlierAcknowledgementTakesNothingBack() {
        holds.attach("one", 0, 0);
        holds.acknowledge("one", 50, 1);
        holds.acknowledge("one", 20, 2);
        assertEquals(50, holds.floor());
    }
}
