package org.codearena.services.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.codearena.services.Home;
import org.codearena.services.PostgresServer;
import org.codearena.services.RabbitServer;
import org.codearena.services.RedisServer;
import org.jspecify.annotations.Nullable;

/** Starts each service once, in a home of this JVM's own, and ends them all with the JVM. */
final class SharedServices {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private @Nullable Home home;
    private @Nullable PostgresServer postgres;
    private @Nullable RedisServer redis;
    private @Nullable RabbitServer rabbit;
    private int given;

    synchronized PostgresServer.Database postgres() {
        if (postgres == null) {
            postgres = start(home -> PostgresServer.startUnsynced(home, TestHomes.ALL));
        }
        given++;
        return postgres.database("test_" + given);
    }

    synchronized RedisServer.Address redis() {
        if (redis == null) {
            redis = start(RedisServer::start);
        }
        return redis.address();
    }

    synchronized RabbitServer.Address rabbit() {
        if (rabbit == null) {
            rabbit = start(RabbitServer::start);
        }
        given++;
        return rabbit.virtualHost("test-" + given);
    }

    private <T extends AutoCloseable> T start(Function<Home, T> service) {
        if (home == null) {
            home = TestHomes.create();
            Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-test-services"));
        }
        T started = service.apply(home);
        open.push(started);
        return started;
    }

    private synchronized void end() {
        for (AutoCloseable service : open) {
            try {
                service.close();
            } catch (Exception failed) {
                System.err.println("cannot end " + service + ": " + failed);
            }
        }
        if (home != null) {
            TestHomes.delete(home);
        }
    }
}
