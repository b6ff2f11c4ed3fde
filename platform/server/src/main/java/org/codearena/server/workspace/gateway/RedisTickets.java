package org.codearena.server.workspace.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** Keeps grants in Redis, so that a ticket of one replica is good at another. Thread-safe. */
final class RedisTickets implements TicketStore {
    private static final String PREFIX = "ticket:";

    /** One step, so that of many who try at once one gets it. */
    private static final String TAKE = """
            local grant = redis.call('GET', KEYS[1])
            if grant then redis.call('DEL', KEYS[1]) end
            return grant
            """;

    private final RedissonClient redis;

    RedisTickets(RedissonClient redis) {
        this.redis = redis;
    }

    @Override
    public void put(String key, Grant grant, Duration life) {
        redis.<String>getBucket(PREFIX + key, StringCodec.INSTANCE).set(grant.text(), life);
    }

    @Override
    public Optional<Grant> take(String key) {
        String grant = redis.getScript(StringCodec.INSTANCE)
                .eval(RScript.Mode.READ_WRITE, TAKE, RScript.ReturnType.VALUE, List.of(PREFIX + key));
        return Optional.ofNullable(grant).flatMap(Grant::parse);
    }
}
