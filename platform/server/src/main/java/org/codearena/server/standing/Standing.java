package org.codearena.server.standing;

import java.time.Instant;
import java.util.UUID;

/** What a user has reached. */
record Standing(UUID user, int solved, long score, Instant lastAcceptedAt) {
    double order() {
        return BoardOrder.of(score, lastAcceptedAt);
    }
}
