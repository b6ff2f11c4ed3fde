package org.codearena.server.infra;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.codearena.server.kernel.Secret;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * Redis, which may lose everything at any time: what is in it can be rebuilt from the database. All values are text, so
 * that what is stored can be read by a person and never deserialises into a class. Thread-safe.
 */
public final class Cache implements AutoCloseable {
    /** Where Redis is, for example {@code redis://127.0.0.1:6379}, or {@code rediss://} over TLS. */
    public record Address(String url, Optional<Secret> password) {
        public Address(String url, Secret password) {
            this(url, Optional.of(password));
        }
    }

    private final RedissonClient redis;

    /** Connects at the first use, so that a server starts without Redis. */
    public Cache(Address address) {
        Config config = new Config().setCodec(StringCodec.INSTANCE).setLazyInitialization(true);
        address.password().map(Secret::value).ifPresent(config::setPassword);
        config.useSingleServer()
                .setAddress(address.url())
                .setConnectionMinimumIdleSize(2)
                .setConnectionPoolSize(32)
                .setTimeout(2_000)
                .setConnectTimeout(2_000)
                .setRetryAttempts(1);
        this.redis = Redisson.create(config);
    }

    public RedissonClient redis() {
        return redis;
    }

    /** Whether Redis answers a ping. */
    public boolean answers() {
        try {
            return redis.getRedisNodes(RedisNodes.SINGLE).pingAll(2, TimeUnit.SECONDS);
        } catch (RuntimeException away) {
            return false;
        }
    }

    @Override
    public void close() {
        redis.shutdown(0, 2, TimeUnit.SECONDS);
    }
}
