package org.codearena.server.identity;

import java.util.UUID;
import java.util.function.Consumer;
import org.redisson.api.RedissonClient;

/**
 * Tells every replica that a user's logins or rights have changed, so that none goes on from its memory. Best effort: what
 * is not heard of holds for the few seconds that a login is remembered.
 */
public interface Revocations {
    void announce(UUID user);

    /** The listener hears what other replicas announce, on a thread that is not its own. */
    void listen(Consumer<UUID> listener);

    /** For a single process, which tells itself. */
    static Revocations local() {
        return new Revocations() {
            @Override
            public void announce(UUID user) {}

            @Override
            public void listen(Consumer<UUID> listener) {}
        };
    }

    /** Over Redis. */
    static Revocations shared(RedissonClient redis) {
        return new RedisRevocations(redis);
    }
}
