package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who calls the HTTP API and sees each answer as it is, refusals too; starts over with each server. */
final class ApiCaller implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final URI server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** Kept by hand: Java's own cookie jar speaks a dialect that no browser does. */
    private String session = "session=";

    private ApiCaller(URI server) {
        this.server = server;
    }

    record Answer(int status, String type, String cookie, JsonNode body) {
        /** The body, where the status is that one. */
        JsonNode expect(int wanted) {
            assertEquals(wanted, status, body.toString());
            return body;
        }
    }

    static ApiCaller registered(URI server, String user, String password) throws Exception {
        return signedIn(server, "/auth/register", user, password, 201);
    }

    static ApiCaller loggedIn(URI server, String user, String password) throws Exception {
        return signedIn(server, "/auth/login", user, password, 200);
    }

    /** What a try to sign in is answered with. */
    static int loginStatus(URI server, String user, String password) throws Exception {
        try (var caller = new ApiCaller(server)) {
            return caller.post("/auth/login", Map.of("username", user, "password", password))
                    .status();
        }
    }

    private static ApiCaller signedIn(URI server, String door, String user, String password, int status)
            throws Exception {
        var caller = new ApiCaller(server);
        Answer answer = caller.post(door, Map.of("username", user, "password", password));
        answer.expect(status);
        caller.session = answer.cookie().replaceFirst(";.*", "");
        return caller;
    }

    Answer get(String path) throws Exception {
        return send(request(path).GET());
    }

    /** What became of an import, which is waited for. */
    JsonNode ended(String importId) throws Exception {
        String path = "/imports/" + importId;
        RunningInstance.await(
                "the import " + importId,
                () -> !get(path).expect(200).get("state").asString().equals("running"));
        return get(path).expect(200);
    }

    /** Returns when it has been imported. */
    void awaitImport(String importId) throws Exception {
        JsonNode report = ended(importId);
        assertEquals("done", report.get("state").asString(), report.toPrettyString());
    }

    Answer post(String path, Object body) throws Exception {
        return post(path, "application/json", JSON.writeValueAsBytes(body));
    }

    /** The same, under an id of the caller's own. */
    Answer post(String path, Object body, String requestId) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Origin", server.toString())
                .header("X-Request-Id", requestId)
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    Answer post(String path, String type, byte[] body) throws Exception {
        return post(path, type, body, UUID.randomUUID().toString());
    }

    private Answer post(String path, String type, byte[] body, String key) throws Exception {
        return send(request(path)
                .header("Content-Type", type)
                .header("Origin", server.toString())
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Submits one Python file under a new key. */
    Answer submit(String problem, String source) throws Exception {
        return submit(problem, source, UUID.randomUUID().toString());
    }

    Answer submit(String problem, String source, String key) throws Exception {
        return post("/submissions", "application/json", JSON.writeValueAsBytes(program(problem, source)), key);
    }

    static Map<String, Object> program(String problem, String source) {
        return Map.of(
                "problem", problem, "language", "python", "files", List.of(Map.of("path", "a.py", "content", source)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + "/api/v1" + path))
                .header("Cookie", session)
                .timeout(PATIENCE);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        String type = response.headers().firstValue("Content-Type").orElse("");
        String text = new String(response.body(), StandardCharsets.UTF_8);
        return new Answer(
                response.statusCode(),
                type,
                response.headers().firstValue("Set-Cookie").orElse(""),
                type.contains("json") ? JSON.readTree(text) : JSON.valueToTree(text));
    }

    @Override
    public void close() {
        client.close();
    }
}
