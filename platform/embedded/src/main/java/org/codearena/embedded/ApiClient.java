package org.codearena.embedded;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API as a client sees it, signed in as the administrator. */
final class ApiClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final URI server;
    private final HttpClient client;

    private ApiClient(URI server, HttpClient client) {
        this.server = server;
        this.client = client;
    }

    static ApiClient signIn(URI server, String user, String password) {
        var client = new ApiClient(
                server,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(new CookieManager())
                        .build());
        client.post(
                "/auth/login",
                "application/json",
                BodyPublishers.ofString(JSON.writeValueAsString(Map.of("username", user, "password", password))));
        return client;
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    /** Sends a file as the body. */
    JsonNode postFile(String path, String type, Path file) {
        try {
            return post(path, type, BodyPublishers.ofFile(file));
        } catch (IOException gone) {
            throw new FailureException("cannot read " + file + ": " + gone.getMessage(), gone);
        }
    }

    private JsonNode post(String path, String type, BodyPublisher body) {
        return send(request(path)
                .header("Content-Type", type)
                .header("Origin", server.toString())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve("/api/v1" + path)).timeout(PATIENCE);
    }

    private JsonNode send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            JsonNode body = response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
            if (response.statusCode() / 100 != 2) {
                throw new FailureException("%s %s was refused with %d: %s"
                        .formatted(
                                request.method(),
                                request.uri().getPath(),
                                response.statusCode(),
                                body.path("detail").asString(response.body())));
            }
            return body;
        } catch (IOException failed) {
            throw new FailureException("cannot reach CodeArena at %s: %s".formatted(server, failed), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted while waiting for " + request.uri(), interrupted);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
