package org.codearena.server.workspace.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps grants in Redis while it answers and in this process while it does not. A ticket lies in one place only, so it is good once
 * whatever becomes of Redis meanwhile. After a failure Redis is left alone for a while. Thread-safe.
 */
final class FallbackTickets implements TicketStore {
    private static final Logger LOG = LoggerFactory.getLogger(FallbackTickets.class);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    private final TicketStore shared;
    private final TicketStore local;
    private final InstantSource clock;
    private volatile Instant sharedAgainAt = Instant.EPOCH;

    FallbackTickets(TicketStore shared, TicketStore local, InstantSource clock) {
        this.shared = shared;
        this.local = local;
        this.clock = clock;
    }

    @Override
    public void put(String key, Grant grant, Duration life) {
        boolean stored = ask(store -> {
                    store.put(key, grant, life);
                    return true;
                })
                .orElse(false);
        if (!stored) {
            local.put(key, grant, life);
        }
    }

    @Override
    public Optional<Grant> take(String key) {
        return local.take(key).or(() -> ask(store -> store.take(key)).flatMap(taken -> taken));
    }

    private <T> Optional<T> ask(Function<TicketStore, T> work) {
        if (clock.instant().isBefore(sharedAgainAt)) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.apply(shared));
        } catch (RuntimeException away) {
            sharedAgainAt = clock.instant().plus(LEFT_ALONE);
            LOG.atWarn().addKeyValue("reason", away.getMessage()).log("redis away, tickets kept locally");
            return Optional.empty();
        }
    }
}
