package org.codearena.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when a test says so. */
final class TestClock implements InstantSource {
    /** Near the real time: what the database stamps itself and what a test stamps must sort alike. */
    private Instant now = Instant.ofEpochMilli(System.currentTimeMillis());

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }
}
