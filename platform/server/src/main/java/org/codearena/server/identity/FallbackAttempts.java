package org.codearena.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in Redis while it answers and in this process while it does not. After a failure Redis is left alone for a while,
 * so that not every login waits for its time-out. Thread-safe.
 */
final class FallbackAttempts implements Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(FallbackAttempts.class);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    private final Attempts shared;
    private final Attempts local;
    private final InstantSource clock;
    private volatile Instant sharedAgainAt = Instant.EPOCH;

    FallbackAttempts(Attempts shared, Attempts local, InstantSource clock) {
        this.shared = shared;
        this.local = local;
        this.clock = clock;
    }

    @Override
    public Optional<Duration> begin(String key, Policy policy) {
        return call(attempts -> attempts.begin(key, policy));
    }

    @Override
    public void forgive(String key) {
        run(attempts -> attempts.forgive(key));
    }

    @Override
    public void clear(String key) {
        run(attempts -> attempts.clear(key));
    }

    private void run(Consumer<Attempts> work) {
        boolean _ = call(attempts -> {
            work.accept(attempts);
            return true;
        });
    }

    private <T> T call(Function<Attempts, T> work) {
        if (clock.instant().isBefore(sharedAgainAt)) {
            return work.apply(local);
        }
        try {
            return work.apply(shared);
        } catch (RuntimeException away) {
            sharedAgainAt = clock.instant().plus(LEFT_ALONE);
            LOG.atWarn().addKeyValue("reason", away.getMessage()).log("redis away, attempts counted locally");
            return work.apply(local);
        }
    }
}
