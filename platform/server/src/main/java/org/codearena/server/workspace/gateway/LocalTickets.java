package org.codearena.server.workspace.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps grants in this process. Bounded: under a flood the oldest are forgotten. Thread-safe. */
final class LocalTickets implements TicketStore {
    private static final int MOST = 20_000;

    private record Kept(Grant grant, Instant until) {}

    private final InstantSource clock;

    private final Map<String, Kept> grants = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST || !clock.instant().isBefore(eldest.getValue().until());
        }
    };

    LocalTickets(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void put(String key, Grant grant, Duration life) {
        grants.put(key, new Kept(grant, clock.instant().plus(life)));
    }

    @Override
    public synchronized Optional<Grant> take(String key) {
        return Optional.ofNullable(grants.remove(key))
                .filter(kept -> clock.instant().isBefore(kept.until()))
                .map(Kept::grant);
    }
}
