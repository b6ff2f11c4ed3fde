package org.codearena.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.codearena.server.infra.Cache;
import org.codearena.server.kernel.Secret;
import org.junit.jupiter.api.Test;

class FallbackAttemptsTest extends AttemptsContract {
    private static final Attempts.Policy ONE_FREE =
            new Attempts.Policy(1, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofHours(1));

    /** A store that can be away, and notes how often it is asked. */
    private static final class Away implements Attempts {
        private final Attempts there;
        private boolean away;
        private int asked;

        Away(Attempts there) {
            this.there = there;
        }

        private Attempts ask() {
            asked++;
            if (away) {
                throw new IllegalStateException("connection refused");
            }
            return there;
        }

        @Override
        public Optional<Duration> begin(String key, Policy policy) {
            return ask().begin(key, policy);
        }

        @Override
        public void forgive(String key) {
            ask().forgive(key);
        }

        @Override
        public void clear(String key) {
            ask().clear(key);
        }
    }

    @Override
    Attempts create(InstantSource clock) {
        Away away = new Away(new LocalAttempts(clock));
        away.away = true;
        return new FallbackAttempts(away, new LocalAttempts(clock), clock);
    }

    @Test
    void whileRedisIsAwayAttemptsAreCountedHereAndRedisIsAskedSeldom() {
        TestClock clock = new TestClock();
        Away redis = new Away(new LocalAttempts(clock));
        Attempts attempts = new FallbackAttempts(redis, new LocalAttempts(clock), clock);
        redis.away = true;
        assertEquals(Optional.empty(), attempts.begin("a", ONE_FREE));
        for (int i = 0; i < 50; i++) {
            assertEquals(Optional.of(Duration.ofMinutes(1)), attempts.begin("a", ONE_FREE));
        }
        assertEquals(1, redis.asked);
        redis.away = false;
        clock.pass(Duration.ofSeconds(11));
        assertEquals(Optional.empty(), attempts.begin("a", ONE_FREE));
        assertEquals(2, redis.asked);
        assertEquals(Optional.of(Duration.ofMinutes(1)), attempts.begin("a", ONE_FREE));
    }

    @Test
    void redisThatIsNotThereIsNoReasonToFail() {
        InstantSource clock = new TestClock();
        try (Cache nowhere = new Cache(new Cache.Address("redis://127.0.0.1:1", new Secret("x")))) {
            Attempts attempts = Attempts.shared(nowhere.redis(), clock);
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                assertEquals(Optional.empty(), attempts.begin("a", ONE_FREE));
                assertEquals(Optional.of(Duration.ofMinutes(1)), attempts.begin("a", ONE_FREE));
            });
        }
    }
}
