package org.codearena.server.identity;

import java.util.UUID;
import java.util.function.Consumer;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces through a Redis channel and never waits for Redis. Thread-safe. */
final class RedisRevocations implements Revocations {
    private static final Logger LOG = LoggerFactory.getLogger(RedisRevocations.class);
    private static final String CHANNEL = "identity.revoked";

    private final RTopic topic;

    RedisRevocations(RedissonClient redis) {
        this.topic = redis.getTopic(CHANNEL, StringCodec.INSTANCE);
    }

    @Override
    public void announce(UUID user) {
        topic.publishAsync(user.toString()).whenComplete((_, failure) -> warn(failure));
    }

    @Override
    public void listen(Consumer<UUID> listener) {
        topic.addListenerAsync(String.class, (_, user) -> listener.accept(UUID.fromString(user)))
                .whenComplete((_, failure) -> warn(failure));
    }

    private static void warn(@org.jspecify.annotations.Nullable Throwable failure) {
        if (failure != null) {
            LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("revocations do not reach other replicas");
        }
    }
}
