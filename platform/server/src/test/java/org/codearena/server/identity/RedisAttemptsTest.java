package org.codearena.server.identity;

import java.time.InstantSource;
import org.codearena.server.infra.Cache;
import org.codearena.server.kernel.Secret;
import org.codearena.services.testing.TestServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisAttemptsTest extends AttemptsContract {
    private final Cache cache = connect();

    private static Cache connect() {
        var redis = TestServices.redis();
        return new Cache(new Cache.Address(redis.url(), new Secret(redis.password())));
    }

    @Override
    Attempts create(InstantSource clock) {
        return new RedisAttempts(cache.redis(), clock);
    }

    @AfterAll
    void disconnect() {
        cache.close();
    }
}
