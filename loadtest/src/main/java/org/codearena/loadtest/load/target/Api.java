package org.codearena.loadtest.load.target;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API as a client sees it. Blocks its caller, which is to be a virtual thread. Thread-safe. */
public final class Api implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    private final URI server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TO_CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    public Api(URI server) {
        this.server = server;
    }

    public URI server() {
        return server;
    }

    /** Gets any address of the server; without a token where that is empty. */
    public Answer get(String path, String token) throws IOException, InterruptedException {
        return send(request(path, token).GET());
    }

    /** Posts JSON to an address below {@code /api/v1}; with an idempotency key where that is not empty. */
    public Answer post(String path, String token, Object body, String key) throws IOException, InterruptedException {
        HttpRequest.Builder request = json("/api/v1" + path, token);
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return send(request.POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    Answer patch(String path, String token, Object body) throws IOException, InterruptedException {
        return send(json("/api/v1" + path, token)
                .method("PATCH", BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    Answer delete(String path, String token) throws IOException, InterruptedException {
        return send(request("/api/v1" + path, token).DELETE());
    }

    /** Signs in or up by one of the two doors. */
    Answer credentials(String door, String username, String password) throws IOException, InterruptedException {
        return post("/auth/" + door, "", Map.of("username", username, "password", password), "");
    }

    /** A personal access token of whoever has this cookie. */
    Answer token(String cookie, String name) throws IOException, InterruptedException {
        return send(json("/api/v1/me/tokens", "")
                .header("Cookie", cookie)
                .header("Origin", server.toString())
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(Map.of("name", name)))));
    }

    /** A stream of Server-Sent Events, from after that event on where it is not empty. The caller closes the body. */
    HttpResponse<InputStream> stream(String path, String token, String lastEventId)
            throws IOException, InterruptedException {
        // The time is for the answer's head alone; the stream may be open for as long as it takes.
        HttpRequest.Builder request = request("/api/v1" + path, token).header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        return http.send(request.GET().build(), BodyHandlers.ofInputStream());
    }

    /** What a call that must work for the run to make sense answers. */
    static JsonNode required(String what, Answer answer) {
        if (!answer.ok()) {
            throw new TargetException(what + " was refused with " + answer.status() + ": " + answer.text());
        }
        return answer.body().length == 0 ? JSON.nullNode() : answer.json();
    }

    private HttpRequest.Builder json(String path, String token) {
        return request(path, token).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
        Optional.of(token)
                .filter(each -> !each.isEmpty())
                .ifPresent(each -> request.header("Authorization", "Bearer " + each));
        return request;
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return Answer.of(http.send(request.build(), BodyHandlers.ofByteArray()));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
