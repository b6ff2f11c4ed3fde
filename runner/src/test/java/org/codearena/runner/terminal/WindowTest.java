package org.codearena.runner.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowTest {
    @Test
    void isFullUntilTheClientAcknowledges() {
        Window window = new Window(100, 7);
        window.send(100);
        assertEquals(0, window.room());
        assertThrows(IllegalArgumentException.class, () -> window.send(1));
        assertTrue(window.acknowledge(57));
        assertEquals(50, window.room());
        assertEquals(107, window.sent());
    }

    @Test
    void whatWasNotSentCannotBeAcknowledged() {
        Window window = new Window(100, 0);
        window.send(10);
        assertFalse(window.acknowledge(11));
        assertEquals(90, window.room());
        assertTrue(window.acknowledge(10));
        assertTrue(window.acknowledge(3), "an old one changes nothing");
        assertEquals(100, window.room());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverMoreIsUnderWayThanItsSize(long seed) {
        Random random = new Random(seed);
        Window window = new Window(64, 0);
        long acknowledged = 0;
        for (int i = 0; i < 10_000; i++) {
            if (random.nextBoolean()) {
                window.send(random.nextInt(window.room() + 1));
            } else {
                acknowledged += random.nextLong(window.sent() - acknowledged + 1);
                assertTrue(window.acknowledge(acknowledged));
            }
            assertTrue(window.sent() - acknowledged <= 64);
            assertEquals(64 - (window.sent() - acknowledged), window.room());
        }
    }
}
