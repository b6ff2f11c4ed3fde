package org.codearena.runner.http;

import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.codearena.runner.blob.Blobs;
import org.codearena.runner.box.Slots;
import org.codearena.runner.prepared.Prepared;
import org.codearena.runner.program.Programs;
import org.codearena.runner.signature.Signature;
import org.codearena.runner.wire.WireJson;

/** The HTTP server and its routes. */
public final class Api implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 1_024;
    /** Long, because a client may send on a connection in the moment in which it is closed as idle. */
    private static final Duration IDLE_TIMEOUT = Duration.ofHours(1);

    private final WebServer server;

    /**
     * What the routes work with.
     *
     * @param environment of every step, which its own replaces
     */
    public record Parts(
            Readiness readiness,
            Blobs blobs,
            Programs programs,
            Prepared prepared,
            Slots slots,
            Map<String, String> environment) {}

    private Api(WebServer server) {
        this.server = server;
    }

    /**
     * Serves from now on.
     *
     * @param signature of those who may ask; everybody, where the socket itself keeps others out
     * @param clientPatience how long a client may hold up its program by reading nothing
     */
    public static Api start(
            SocketAddress address, Optional<Signature> signature, Parts parts, Duration clientPatience) {
        Json json = new Json(WireJson.mapper());
        Failures failures = new Failures(json);
        WebServer server = WebServer.builder()
                .bindAddress(address)
                .maxTcpConnections(MAX_CONNECTIONS)
                .idleConnectionTimeout(IDLE_TIMEOUT)
                .shutdownHook(false)
                .directHandlers(failures.directHandlers())
                .routing(routing -> {
                    routing.addFilter(new RequestIds());
                    signature.map(Admission::new).ifPresent(routing::addFilter);
                    route(routing, parts, json, failures, clientPatience);
                })
                .build();
        return new Api(server.start());
    }

    /** The port, where the address is one with ports. */
    public int port() {
        return server.port();
    }

    private static void route(
            HttpRouting.Builder routing, Parts parts, Json json, Failures failures, Duration clientPatience) {
        Steps steps = new Steps(parts.programs, parts.slots);
        routing.get("/health/ready", (request, response) -> json.send(response, parts.readiness.status()))
                .get(
                        "/health/live",
                        (request, response) ->
                                response.status(Status.NO_CONTENT_204).send())
                .register(new BlobRoutes(parts.blobs))
                .register(new ProgramRoutes(
                        parts.readiness,
                        parts.programs,
                        steps,
                        new CompileKey(parts.environment, parts.prepared),
                        json))
                .register(
                        new RunRoutes(parts.readiness, parts.blobs, parts.programs, parts.slots, json, clientPatience))
                .register(new TestRoutes(parts.readiness, parts.blobs, parts.programs, parts.slots, json))
                .register(new PrepareRoutes(parts.readiness, parts.prepared, steps, parts.slots, json))
                .any((request, response) -> {
                    throw Problem.unknownPath(
                            request.prologue().method().text(), request.path().path());
                })
                .error(Throwable.class, failures::answer);
    }

    /** Takes no more requests. */
    @Override
    public void close() {
        server.stop();
    }
}
