package org.codearena.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Counts in this process alone. Bounded: under a flood of keys those idle longest are forgotten. Thread-safe. */
final class LocalAttempts implements Attempts {
    private static final int MOST_KEYS = 50_000;

    private record Count(long attempts, Instant blockedUntil, Instant forgottenAt) {}

    private final InstantSource clock;

    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MOST_KEYS;
        }
    };

    LocalAttempts(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Duration> begin(String key, Policy policy) {
        Instant now = clock.instant();
        Count count = current(key, now);
        if (count.blockedUntil().isAfter(now)) {
            return Optional.of(Duration.between(now, count.blockedUntil()));
        }
        long attempts = count.attempts() + 1;
        counts.put(key, new Count(attempts, now.plus(policy.waitAfter(attempts)), now.plus(policy.forget())));
        return Optional.empty();
    }

    @Override
    public synchronized void forgive(String key) {
        counts.computeIfPresent(
                key, (_, count) -> new Count(Math.max(0, count.attempts() - 1), Instant.EPOCH, count.forgottenAt()));
    }

    @Override
    public synchronized void clear(String key) {
        counts.remove(key);
    }

    private Count current(String key, Instant now) {
        Count count = counts.get(key);
        return count == null || count.forgottenAt().isBefore(now) ? new Count(0, Instant.EPOCH, now) : count;
    }
}
