package org.codearena.server.identity;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who a token stood for a moment ago, so that a page's dozen requests are one query. Holds seconds, never more, and nothing
 * of a user whose rights have changed. Thread-safe.
 */
final class RecentCallers {
    private static final int MOST = 10_000;

    private record Known(Caller.Person person, Instant until) {}

    private final InstantSource clock;
    private final Duration kept;
    private final Map<ByteBuffer, Known> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Known> eldest) {
            return size() > MOST;
        }
    };

    private long forgotten;

    RecentCallers(InstantSource clock, Duration kept) {
        this.clock = clock;
        this.kept = kept;
    }

    synchronized Optional<Caller.Person> get(byte[] tokenHash) {
        Known entry = entries.get(ByteBuffer.wrap(tokenHash));
        return entry != null && clock.instant().isBefore(entry.until())
                ? Optional.of(entry.person())
                : Optional.empty();
    }

    /** To be asked for before the caller is looked up and handed to {@link #put}. */
    synchronized long generation() {
        return forgotten;
    }

    /** Remembers, unless somebody was forgotten since: what was looked up may be what has just been revoked. */
    synchronized void put(byte[] tokenHash, Caller.Person person, Instant expiresAt, long generation) {
        if (generation == forgotten) {
            Instant soon = clock.instant().plus(kept);
            entries.put(
                    ByteBuffer.wrap(tokenHash.clone()), new Known(person, expiresAt.isBefore(soon) ? expiresAt : soon));
        }
    }

    synchronized void forget(UUID user) {
        forgotten++;
        entries.values().removeIf(entry -> entry.person().id().equals(user));
    }
}
