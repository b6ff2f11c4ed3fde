package org.codearena.server.kernel;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Ids that sort by the time of their making: UUID version 7 (RFC 9562 section 5.7), 48 bits of milliseconds and 74 random
 * bits. Sorted ids keep the primary keys' pages warm. Thread-safe.
 */
public final class Ids {
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public Ids(InstantSource clock) {
        this.clock = clock;
    }

    public UUID next() {
        long high = (clock.millis() << 16) | 0x7000 | random.nextInt(1 << 12);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
