package org.codearena.server.workspace.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The real time, and what a test adds to it. Thread-safe. */
final class TestClock implements InstantSource {
    private Duration ahead = Duration.ZERO;

    synchronized void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    @Override
    public synchronized Instant instant() {
        return Instant.now().plus(ahead);
    }
}
