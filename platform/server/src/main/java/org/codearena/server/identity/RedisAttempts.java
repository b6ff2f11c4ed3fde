package org.codearena.server.identity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** Counts in Redis, so that an attacker gains nothing from being spread over the replicas. Thread-safe. */
final class RedisAttempts implements Attempts {
    private static final String PREFIX = "attempts:";

    /**
     * KEYS: key. ARGV: now, free, first, longest, forget, all in milliseconds but free. Returns the wait. What is forgotten
     * is told by the caller's clock, as the waits are; Redis' own expiry only clears away.
     */
    private static final String BEGIN = """
            local now = tonumber(ARGV[1])
            if tonumber(redis.call('HGET', KEYS[1], 'forgotten') or '0') < now then redis.call('DEL', KEYS[1]) end
            local blocked = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
            if blocked > now then return blocked - now end
            local over = redis.call('HINCRBY', KEYS[1], 'count', 1) - tonumber(ARGV[2])
            local wait = 0
            if over >= 0 then
              wait = math.min(tonumber(ARGV[3]) * 2 ^ math.min(over, 30), tonumber(ARGV[4]))
            end
            redis.call('HSET', KEYS[1],
              'until', string.format('%.0f', now + wait),
              'forgotten', string.format('%.0f', now + tonumber(ARGV[5])))
            redis.call('PEXPIRE', KEYS[1], ARGV[5])
            return 0
            """;

    private static final String FORGIVE = """
            local count = tonumber(redis.call('HGET', KEYS[1], 'count') or '0')
            if count > 0 then redis.call('HSET', KEYS[1], 'count', count - 1, 'until', 0) end
            return 0
            """;

    private final RedissonClient redis;
    private final InstantSource clock;

    RedisAttempts(RedissonClient redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public Optional<Duration> begin(String key, Policy policy) {
        long wait = run(
                BEGIN,
                key,
                clock.millis(),
                policy.free(),
                policy.first().toMillis(),
                policy.longest().toMillis(),
                policy.forget().toMillis());
        return wait > 0 ? Optional.of(Duration.ofMillis(wait)) : Optional.empty();
    }

    @Override
    public void forgive(String key) {
        run(FORGIVE, key);
    }

    @Override
    public void clear(String key) {
        redis.getBucket(PREFIX + key, StringCodec.INSTANCE).delete();
    }

    private long run(String script, String key, Object... values) {
        Long result = redis.getScript(StringCodec.INSTANCE)
                .eval(RScript.Mode.READ_WRITE, script, RScript.ReturnType.LONG, List.of(PREFIX + key), values);
        return result == null ? 0 : result;
    }
}
