package org.codearena.server.execution.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Longer and longer pauses after each trouble on end, so that a cluster that is in trouble is not asked all the time. Thread-safe. */
final class Pauses {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 5;

    private final InstantSource clock;
    private int troubles;
    private Instant until = Instant.EPOCH;
    private String last = "";

    Pauses(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void trouble(String what) {
        // Several that are met at the same time are one.
        if (!clock.instant().isBefore(until)) {
            until = clock.instant().plus(FIRST.multipliedBy(1L << Math.min(troubles, MOST_DOUBLINGS)));
            troubles++;
        }
        last = what;
    }

    synchronized void success() {
        troubles = 0;
        until = Instant.EPOCH;
    }

    /** The trouble, as long as there is a pause because of it. */
    synchronized Optional<String> now() {
        return clock.instant().isBefore(until) ? Optional.of(last) : Optional.empty();
    }
}
