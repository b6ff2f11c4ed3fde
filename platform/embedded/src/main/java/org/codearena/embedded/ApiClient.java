package org.codearena.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API as a client sees it, signed in as the administrator. */
final class ApiClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 200;

    private final URI server;
    private final HttpClient client;
    private final String cookie;

    private ApiClient(URI server, HttpClient client, String cookie) {
        this.server = server;
        this.client = client;
        this.cookie = cookie;
    }

    static ApiClient signIn(URI server, String user, String password) {
        try (var nobody = new ApiClient(server, HttpClient.newHttpClient(), "")) {
            String body = JSON.writeValueAsString(Map.of("username", user, "password", password));
            HttpResponse<String> answer =
                    nobody.answer(nobody.posting("/auth/login", "application/json", BodyPublishers.ofString(body)));
            String cookie = answer.headers()
                    .firstValue("Set-Cookie")
                    .orElseThrow(() -> new FailureException("signing in at " + server + " gave no cookie"));
            return new ApiClient(server, HttpClient.newHttpClient(), cookie.substring(0, cookie.indexOf(';')));
        }
    }

    JsonNode get(String path) {
        return body(answer(request(path).GET().build()));
    }

    /** Asks again and again until the answer is as wanted; answers it. */
    JsonNode getUntil(String path, Predicate<JsonNode> wanted) {
        JsonNode answer = get(path);
        while (!wanted.test(answer)) {
            pause(path);
            answer = get(path);
        }
        return answer;
    }

    private static void pause(String path) {
        try {
            new CountDownLatch(1).await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted while waiting for " + path, interrupted);
        }
    }

    /** Sends a JSON object as the body. */
    JsonNode postJson(String path, Map<String, String> body) {
        return body(answer(posting(path, "application/json", BodyPublishers.ofString(JSON.writeValueAsString(body)))));
    }

    /** Sends a file as the body. */
    JsonNode postFile(String path, String type, Path file) {
        try {
            return body(answer(posting(path, type, BodyPublishers.ofFile(file))));
        } catch (IOException gone) {
            throw new FailureException("cannot read " + file + ": " + gone.getMessage(), gone);
        }
    }

    JsonNode delete(String path) {
        return body(answer(
                request(path).header("Origin", server.toString()).DELETE().build()));
    }

    /**
     * Opens a WebSocket, as a page does.
     *
     * @param ticket the one that was got for it
     */
    WebSocket connect(String path, String protocol, String ticket, WebSocket.Listener listener) {
        URI address = URI.create("ws://" + server.getAuthority() + "/api/v1" + path);
        return client.newWebSocketBuilder()
                .header("Origin", server.toString())
                .header("Cookie", cookie)
                .subprotocols(protocol, "ticket." + ticket)
                .connectTimeout(PATIENCE)
                .buildAsync(address, listener)
                .join();
    }

    private HttpRequest posting(String path, String type, BodyPublisher body) {
        return request(path)
                .header("Content-Type", type)
                .header("Origin", server.toString())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(body)
                .build();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(server.resolve("/api/v1" + path)).timeout(PATIENCE);
        return cookie.isEmpty() ? builder : builder.header("Cookie", cookie);
    }

    private HttpResponse<String> answer(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new FailureException("%s %s was refused with %d: %s"
                        .formatted(
                                request.method(),
                                request.uri().getPath(),
                                response.statusCode(),
                                body(response).path("detail").asString(response.body())));
            }
            return response;
        } catch (IOException failed) {
            throw new FailureException("cannot reach CodeArena at %s: %s".formatted(server, failed), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted while waiting for " + request.uri(), interrupted);
        }
    }

    private static JsonNode body(HttpResponse<String> response) {
        try {
            return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
        } catch (JacksonException notJson) {
            return JSON.nullNode();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
