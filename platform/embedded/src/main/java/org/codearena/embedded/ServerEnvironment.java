package org.codearena.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.codearena.services.PostgresServer;
import org.codearena.services.RabbitServer;
import org.codearena.services.RedisServer;

/** What every server process of an installation on this machine is told, whatever its role. */
final class ServerEnvironment {
    private ServerEnvironment() {}

    /**
     * The variables, for the caller to add to.
     *
     * @param blobs the directory of the object store
     * @param plugins the directory of the language plugins
     */
    static Map<String, String> of(
            PostgresServer.Database database,
            RedisServer.Address cache,
            RabbitServer.Address broker,
            Path blobs,
            Path plugins) {
        Map<String, String> environment = new HashMap<>();
        environment.put("CODEARENA_DATABASE_URL", database.url());
        environment.put("CODEARENA_DATABASE_USER", database.user());
        environment.put("CODEARENA_DATABASE_PASSWORD", database.password());
        environment.put("CODEARENA_CACHE_URI", cache.url());
        environment.put("CODEARENA_CACHE_PASSWORD", cache.password());
        environment.put(
                "CODEARENA_BROKER_URI",
                "amqp://%s:%d/%s".formatted(broker.host(), broker.port(), broker.virtualHost()));
        environment.put("CODEARENA_BROKER_USER", broker.user());
        environment.put("CODEARENA_BROKER_PASSWORD", broker.password());
        environment.put("CODEARENA_BROKER_QUORUM", "false");
        environment.put("CODEARENA_BLOBS", blobs.toString());
        environment.put("CODEARENA_PLUGINS", plugins.toString());
        return environment;
    }
}
