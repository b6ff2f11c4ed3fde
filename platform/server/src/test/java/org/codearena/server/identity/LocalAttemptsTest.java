package org.codearena.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalAttemptsTest extends AttemptsContract {
    @Override
    Attempts create(InstantSource clock) {
        return new LocalAttempts(clock);
    }

    @Test
    void floodOfKeysForgetsTheIdleAndNotTheBusy() {
        Attempts attempts = new LocalAttempts(new TestClock());
        Attempts.Policy strict = new Attempts.Policy(1, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(2));
        assertEquals(Optional.empty(), attempts.begin("busy", strict));
        for (int i = 0; i < 200_000; i++) {
            assertEquals(Optional.empty(), attempts.begin("key " + i, strict));
            if (i % 10_000 == 0) {
                assertEquals(Optional.of(Duration.ofHours(1)), attempts.begin("busy", strict));
            }
        }
        assertEquals(Optional.empty(), attempts.begin("key 0", strict));
    }
}
