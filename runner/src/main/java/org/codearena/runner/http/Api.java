package org.codearena.runner.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import org.codearena.runner.blob.Blobs;
import org.codearena.runner.box.BoxFaultException;
import org.codearena.runner.box.NoSlotException;
import org.codearena.runner.box.Slots;
import org.codearena.runner.prepared.Prepared;
import org.codearena.runner.program.Programs;
import org.codearena.runner.wire.WireJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: its routes, and one place where what goes wrong becomes a problem document. */
public final class Api implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
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
     * @param clientPatience how long a client may hold up its program by reading nothing
     */
    public static Api start(SocketAddress address, Parts parts, Duration clientPatience) {
        Json json = new Json(WireJson.mapper());
        WebServer server = WebServer.builder()
                .bindAddress(address)
                .maxTcpConnections(MAX_CONNECTIONS)
                .idleConnectionTimeout(IDLE_TIMEOUT)
                .shutdownHook(false)
                .directHandlers(directHandlers(json))
                .routing(routing -> route(routing, parts, json, clientPatience))
                .build();
        return new Api(server.start());
    }

    /** The port, where the address is one with ports. */
    public int port() {
        return server.port();
    }

    private static void route(HttpRouting.Builder routing, Parts parts, Json json, Duration clientPatience) {
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
                .error(Throwable.class, (request, response, failure) -> answer(request, response, failure, json));
    }

    private static void answer(ServerRequest request, ServerResponse response, Throwable failure, Json json) {
        Problem problem = problem(failure);
        if (problem.status() == Status.INTERNAL_SERVER_ERROR_500.code()) {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("method", request.prologue().method().text())
                    .addKeyValue("path", request.path().path())
                    .log("request failed");
        }
        json.send(response, problem);
    }

    private static Problem problem(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case Problem problem -> problem;
            case IllegalArgumentException malformed -> Problem.malformed(message);
            case NoSlotException busy -> Problem.busy(message);
            case InterruptedException stopping -> Problem.busy("the runner is stopping");
            case BoxFaultException fault -> Problem.fault(message);
            case RequestException refused -> Problem.ofStatus(refused.status(), message);
            case HttpException refused -> Problem.ofStatus(refused.status(), message);
            default -> isDiskFull(message) ? Problem.diskFull() : Problem.fault(failure.toString());
        };
    }

    private static boolean isDiskFull(String message) {
        return message.contains("No space left on device") || message.contains("Disk quota exceeded");
    }

    /** What Helidon itself refuses, before there is a request to route. */
    private static DirectHandlers directHandlers(Json json) {
        DirectHandler handler = new DirectHandler() {
            @Override
            public TransportResponse handle(
                    TransportRequest request,
                    EventType type,
                    Status status,
                    ServerResponseHeaders headers,
                    String message) {
                headers.set(HeaderNames.CONTENT_TYPE, "application/problem+json");
                return TransportResponse.builder()
                        .status(status)
                        .headers(headers)
                        .keepAlive(type.keepAlive())
                        .entity(json.write(Problem.ofStatus(status, message).document()))
                        .build();
            }
        };
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, handler);
        }
        return handlers.build();
    }

    /** Takes no more requests. */
    @Override
    public void close() {
        server.stop();
    }
}
