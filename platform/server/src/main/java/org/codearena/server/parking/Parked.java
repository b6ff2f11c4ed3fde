package org.codearena.server.parking;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One thing that waits for an operator, or did.
 *
 * @param entry the submission's or the rejudgement's id; empty for a message
 * @param attempts how often it was tried, or delivered
 * @param message set for a message
 */
public record Parked(
        UUID id,
        Kind kind,
        Optional<UUID> entry,
        String reason,
        int attempts,
        Optional<Message> message,
        State state,
        Instant parkedAt) {

    /** A message as it was: the queue that it was meant for, and its bytes. */
    public record Message(String queue, byte[] body) {}

    /** What became of it. */
    public enum State {
        PARKED,
        REPLAYED,
        DISCARDED
    }
}
