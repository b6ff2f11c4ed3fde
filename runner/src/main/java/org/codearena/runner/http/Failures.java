package org.codearena.runner.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.codearena.runner.box.BoxFaultException;
import org.codearena.runner.box.NoSlotException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what goes wrong becomes a problem document. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Json json;

    public Failures(Json json) {
        this.json = json;
    }

    /** Answers a request that failed. */
    public void answer(ServerRequest request, ServerResponse response, Throwable failure) {
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
    public DirectHandlers directHandlers() {
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
}
