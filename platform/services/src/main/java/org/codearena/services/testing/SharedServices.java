package org.codearena.services.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.codearena.services.Home;
import org.codearena.services.PostgresServer;
import org.codearena.services.RabbitServer;
import org.codearena.services.RedisServer;
import org.jspecify.annotations.Nullable;

/** Starts each service once, in a home of this JVM's own, and ends them all with the JVM. */
final class SharedServices {
    private final List<AutoCloseable> open = new ArrayList<>();
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
        open.add(started);
        return started;
    }

    /** All at once: a test JVM has half a minute to end. */
    private synchronized void end() {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            open.forEach(service -> each.execute(() -> close(service)));
        }
        if (home != null) {
            TestHomes.delete(home);
        }
    }

    private static void close(AutoCloseable service) {
        try {
            service.close();
        } catch (Exception failed) {
            System.err.println("cannot end " + service + ": " + failed);
        }
    }
}
