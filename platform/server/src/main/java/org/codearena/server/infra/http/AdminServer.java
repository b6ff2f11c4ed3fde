package org.codearena.server.infra.http;

import io.helidon.webserver.WebServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/**
 * Health and metrics on a port of their own, which no ingress exposes. It is there before anything else and goes last, so that
 * a start or an end that takes its time can be watched.
 */
public final class AdminServer implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(1);

    private final WebServer server;

    private AdminServer(WebServer server) {
        this.server = server;
    }

    /** Listens. A port that is taken is a fault that names it. */
    public static AdminServer start(HttpConfig config, Health health, PrometheusMeterRegistry meters) {
        Ports.requireFree(config.adminHost(), config.adminPort());
        WebServer server = WebServer.builder()
                .shutdownHook(false)
                .shutdownGracePeriod(STOP_WITHIN)
                .host(config.adminHost())
                .port(config.adminPort())
                .maxPayloadSize(0)
                .directHandlers(Errors.direct())
                .routing(routing -> AdminRoutes.declare(routing, health, meters))
                .build()
                .start();
        if (!server.isRunning()) {
            throw Ports.taken(config.adminHost(), String.valueOf(config.adminPort()), null);
        }
        return new AdminServer(server);
    }

    /** The port that is listened on, which is of interest where a free one was asked for. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
