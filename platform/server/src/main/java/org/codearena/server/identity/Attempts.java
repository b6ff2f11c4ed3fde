package org.codearena.server.identity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.redisson.api.RedissonClient;

/**
 * Counts attempts by key and makes each further one wait longer. An attempt is counted before it is known to be wrong, so
 * that a thousand at the same moment are not all free; one that turns out right is forgiven. Implementations are
 * thread-safe.
 */
public interface Attempts {
    /**
     * How patient to be with one kind of key.
     *
     * @param free attempts without any wait
     * @param first the wait after the first attempt that is not free; it doubles with each further one
     * @param longest the wait never grows beyond it
     * @param forget after so long without an attempt, all are forgotten
     */
    record Policy(int free, Duration first, Duration longest, Duration forget) {
        /** The wait that follows the n-th attempt. */
        Duration waitAfter(long attempts) {
            long over = attempts - free;
            if (over < 0) {
                return Duration.ZERO;
            }
            // 2^30 times any wait is beyond every longest one, and far from an overflow.
            Duration wait = first.multipliedBy(1L << Math.min(over, 30));
            return wait.compareTo(longest) > 0 ? longest : wait;
        }
    }

    /** In this process alone. */
    static Attempts local(InstantSource clock) {
        return new LocalAttempts(clock);
    }

    /** Over all replicas, in Redis; in this process while Redis is away. */
    static Attempts shared(RedissonClient redis, InstantSource clock) {
        return new FallbackAttempts(new RedisAttempts(redis, clock), new LocalAttempts(clock), clock);
    }

    /** Counts an attempt and lets it pass, or, while a wait runs, counts nothing and tells how long it runs on. */
    Optional<Duration> begin(String key, Policy policy);

    /** The attempt that passed last was right: it counts no more and nobody waits for it. */
    void forgive(String key);

    /** Forgets all attempts of a key. */
    void clear(String key);
}
