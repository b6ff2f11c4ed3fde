package org.codearena.server.standing;

import java.time.Instant;
import java.util.UUID;

/**
 * What a user has reached.
 *
 * @param version grows with each change: of two standings of a user the one with the greater version is the newer
 */
record Standing(UUID user, int solved, long score, Instant lastAcceptedAt, long version) {
    long order() {
        return BoardOrder.of(score, lastAcceptedAt);
    }

    /** Who has solved nothing, or nothing any more, has no place. */
    boolean hasPlace() {
        return solved > 0;
    }
}
