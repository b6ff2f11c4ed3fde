package org.codearena.server.infra.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.server.infra.StoreAwayException;
import org.codearena.server.kernel.Fault;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where what went wrong becomes a status and a problem document: faults of the kernel, Helidon's own
 * exceptions, and the unexpected, which is logged with its cause and answered without it.
 */
final class Errors {
    static final Header PROBLEM_JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/problem+json");
    private static final Header BEARER = HeaderValues.createCached(HeaderNames.WWW_AUTHENTICATE, "Bearer");
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
    private static final Duration TRY_SOON = Duration.ofSeconds(2);
    /** With one of these a connection that broke is one of ours, and not the caller's. */
    private static final List<Class<? extends Exception>> OF_OTHER_CONNECTIONS =
            List.of(SQLException.class, StoreAwayException.class, RedisException.class);

    /** What to answer, and whether it was our doing. */
    private record Answer(Status status, String detail, List<Fault.FieldError> errors, Optional<Duration> retryAfter) {
        static Answer of(Status status, String detail) {
            return new Answer(status, detail, List.of(), Optional.empty());
        }
    }

    private Errors() {}

    static void register(HttpRouting.Builder routing) {
        routing.error(Throwable.class, Errors::handle);
    }

    /** For what fails before there is a routed request: a malformed head, a body over every limit. */
    static DirectHandlers direct() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, new Direct());
        }
        return handlers.build();
    }

    /**
     * A failure as it is answered where there is no routed request.
     *
     * @param fields of the answer's head, besides those that frame it
     */
    record Refusal(int status, String title, List<Field> fields, byte[] body) {}

    /** What this failure is answered with; what is our doing is logged. */
    static Refusal refusal(RuntimeException failure) {
        Answer answer = answer(failure);
        if (answer.status().code() == 500) {
            LOG.atError().setCause(failure).log("request failed outside its route");
        }
        List<Field> fields = new ArrayList<>(List.of(
                new Field("Content-Type", "application/problem+json"),
                new Field("Cache-Control", "no-store"),
                new Field("X-Content-Type-Options", "nosniff")));
        answer.retryAfter().ifPresent(wait -> fields.add(new Field("Retry-After", String.valueOf(wholeSeconds(wait)))));
        if (answer.status().code() == 426) {
            fields.add(new Field("Upgrade", "websocket"));
            fields.add(new Field("Sec-WebSocket-Version", "13"));
        }
        Problem problem = Problem.of(answer.status(), answer.detail(), answer.errors(), "");
        return new Refusal(
                answer.status().code(),
                answer.status().reasonPhrase(),
                fields,
                Json.mapper().writeValueAsBytes(problem));
    }

    /** The status that this failure is answered with. */
    static int status(Throwable failure) {
        return answer(failure).status().code();
    }

    private static void handle(ServerRequest request, ServerResponse response, Throwable failure) {
        if (isDisconnect(failure)) {
            LOG.atDebug().setCause(failure).log("client went away");
            throw new CloseConnectionException("the client went away", failure);
        }
        Answer answer = answer(failure);
        if (answer.status().code() == 500) {
            LOG.atError()
                    .addKeyValue("method", request.prologue().method().text())
                    .addKeyValue("path", request.path().absolute().path())
                    .setCause(failure)
                    .log("request failed");
        }
        Body.discard(request, response);
        send(request, response, answer);
    }

    private static void send(ServerRequest request, ServerResponse response, Answer answer) {
        answer.retryAfter()
                .ifPresent(wait -> response.header(HeaderNames.RETRY_AFTER, String.valueOf(wholeSeconds(wait))));
        if (answer.status().code() == 401) {
            response.header(BEARER);
        }
        Problem problem = Problem.of(answer.status(), answer.detail(), answer.errors(), RequestIds.of(request));
        response.status(answer.status()).header(PROBLEM_JSON);
        response.send(Json.mapper().writeValueAsBytes(problem));
    }

    private static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private static Answer answer(Throwable failure) {
        return switch (failure) {
            case Fault fault -> new Answer(status(fault.kind()), detail(fault), fault.errors(), fault.retryAfter());
            case HttpException http -> Answer.of(http.status(), detail(http));
            case TunnelConnection.PeerRefusal peer ->
                Answer.of(Status.create(peer.status()), String.valueOf(peer.getMessage()));
            default ->
                answerDatabase(failure)
                        .or(() -> answerAway(failure, StoreAwayException.class, "the object store"))
                        .or(() -> answerAway(failure, RedisException.class, "the cache"))
                        .orElseGet(Errors::unexpected);
        };
    }

    private static Answer unexpected() {
        return Answer.of(
                Status.INTERNAL_SERVER_ERROR_500,
                "something broke on our side; it has been logged under this request's id");
    }

    private static String detail(Fault fault) {
        return fault.kind() == Fault.Kind.INTERNAL ? unexpected().detail() : String.valueOf(fault.getMessage());
    }

    private static String detail(HttpException http) {
        return http.status().code() >= 500 ? unexpected().detail() : String.valueOf(http.getMessage());
    }

    /** A database that is away, too busy or out of disk is a matter of waiting; text that it cannot hold is the caller's. */
    private static Optional<Answer> answerDatabase(Throwable failure) {
        return causeOf(failure, SQLException.class).flatMap(sql -> {
            String state = String.valueOf(sql.getSQLState());
            if (state.equals("22021") || state.equals("22P05")) {
                return Optional.of(Answer.of(
                        Status.BAD_REQUEST_400, "the request holds a character that cannot be stored, such as U+0000"));
            }
            if (sql instanceof SQLTransientConnectionException
                    || state.startsWith("08")
                    || state.startsWith("57P")
                    || state.startsWith("53")) {
                LOG.atWarn().addKeyValue("sqlState", state).log("database not available");
                return Optional.of(silent("the database"));
            }
            return Optional.empty();
        });
    }

    private static Optional<Answer> answerAway(Throwable failure, Class<? extends Exception> sign, String what) {
        return causeOf(failure, sign).map(away -> {
            LOG.atWarn().addKeyValue("reason", away.getMessage()).log(what + " is not available");
            return silent(what);
        });
    }

    private static Answer silent(String what) {
        return new Answer(
                Status.SERVICE_UNAVAILABLE_503, what + " does not answer just now", List.of(), Optional.of(TRY_SOON));
    }

    private static boolean isDisconnect(Throwable failure) {
        return causeOf(failure, java.net.SocketException.class).isPresent()
                && OF_OTHER_CONNECTIONS.stream()
                        .allMatch(sign -> causeOf(failure, sign).isEmpty());
    }

    private static <T extends Throwable> Optional<T> causeOf(Throwable failure, Class<T> type) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 16; depth++) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }

    private static Status status(Fault.Kind kind) {
        return switch (kind) {
            case BAD_INPUT -> Status.BAD_REQUEST_400;
            case UNAUTHENTICATED -> Status.UNAUTHORIZED_401;
            case FORBIDDEN -> Status.FORBIDDEN_403;
            case NOT_FOUND -> Status.NOT_FOUND_404;
            case CONFLICT -> Status.CONFLICT_409;
            case TOO_LARGE -> Status.REQUEST_ENTITY_TOO_LARGE_413;
            case TOO_MANY -> Status.TOO_MANY_REQUESTS_429;
            case UNAVAILABLE -> Status.SERVICE_UNAVAILABLE_503;
            case INTERNAL -> Status.INTERNAL_SERVER_ERROR_500;
        };
    }

    private static final class Direct implements DirectHandler {
        @Override
        public TransportResponse handle(
                TransportRequest request,
                EventType type,
                Status status,
                ServerResponseHeaders headers,
                Throwable thrown,
                System.Logger logger) {
            if (status.code() >= 500 && status.code() != 503) {
                LOG.atError().setCause(thrown).log("request failed outside its route");
            }
            return handle(request, type, status, headers, String.valueOf(thrown.getMessage()));
        }

        @Override
        public TransportResponse handle(
                TransportRequest request,
                EventType type,
                Status status,
                ServerResponseHeaders headers,
                String message) {
            Problem problem = Problem.of(status, detail(status), List.of(), "");
            headers.set(PROBLEM_JSON);
            return TransportResponse.builder()
                    .status(status)
                    .headers(headers)
                    .keepAlive(type.keepAlive())
                    .entity(Json.mapper().writeValueAsBytes(problem))
                    .build();
        }

        /** Helidon's own words may quote raw input; ours do not. */
        private static String detail(Status status) {
            return switch (status.code()) {
                case 400 -> "the request is not well-formed HTTP";
                case 413 -> "the body is larger than any route allows";
                case 503 -> "too many requests at once";
                default -> status.code() >= 500 ? unexpected().detail() : status.reasonPhrase();
            };
        }
    }
}
