package org.codearena.loadtest.ide;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person with a browser: an account, its cookie, and what the project and IDE pages call. Thread-safe. */
public final class IdeUser implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final String cookie;

    private IdeUser(URI url, String cookie) {
        this.url = url;
        this.cookie = cookie;
    }

    static IdeUser register(URI url, String username) throws IOException {
        try (IdeUser nobody = new IdeUser(url, "")) {
            HttpResponse<String> registered = nobody.send(
                    nobody.request("/auth/register"),
                    "POST",
                    json(Map.of("username", username, "password", "corner-Lamp-71")));
            checked(registered);
            String set = registered.headers().firstValue("Set-Cookie").orElseThrow(() -> new IOException("no cookie"));
            return new IdeUser(url, set.substring(0, set.indexOf(';')));
        }
    }

    /** Somebody who is signed in already. */
    public static IdeUser signedIn(URI url, String cookie) {
        return new IdeUser(url, cookie);
    }

    /** Makes a project of a template and answers its id. */
    public String project(String name, String template) throws IOException {
        return post("/projects", Map.of("name", name, "template", template))
                .get("id")
                .asString();
    }

    /** Asks for the project's session and answers its id; it need not run yet. */
    public String open(String project) throws IOException {
        return post("/projects/" + project + "/session", Map.of())
                .get("session")
                .get("id")
                .asString();
    }

    /** Waits on the session's events, as a page does, until it runs. */
    public void awaitRunning(String session) throws IOException {
        HttpRequest events = mine("/sessions/" + session + "/events")
                .header("Accept", "text/event-stream")
                .GET()
                .build();
        try (InputStream stream = send(events, BodyHandlers.ofInputStream()).body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:") && line.contains("\"running\"")) {
                    return;
                }
                if (line.startsWith("data:") && line.contains("\"failed\"")) {
                    throw new IOException("the session failed: " + line);
                }
            }
        }
        throw new IOException("the events of session " + session + " ended before it ran");
    }

    /** Waits until the session is in one of these phases, by asking again and again. */
    void awaitPhase(String session, Set<String> phases, Duration atMost) throws IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!phases.contains(phase(session))) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not " + phases + " within " + atMost + ": " + get("/sessions/" + session));
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    String phase(String session) throws IOException {
        return get("/sessions/" + session).get("phase").asString();
    }

    String ticket(String session) throws IOException {
        return post("/sessions/" + session + "/ticket", Map.of()).get("ticket").asString();
    }

    /** Connects to a session that runs. */
    public WorkspaceSocket connect(String session) throws IOException {
        return connect(session, ticket(session));
    }

    WorkspaceSocket connect(String session, String ticket) throws IOException {
        URI address = URI.create("ws://" + url.getAuthority() + "/api/v1/sessions/" + session + "/connect");
        return WorkspaceSocket.connect(http, address, url.toString(), cookie, ticket);
    }

    /** Ends a session and waits until it is over: it has failed where its runner died on the way. */
    public void stop(String session) throws IOException {
        HttpResponse<String> answer = send(mine("/sessions/" + session), "DELETE", BodyPublishers.noBody());
        if (answer.statusCode() != 202) {
            throw new IOException("DELETE of session " + session + " answered " + answer.statusCode());
        }
        awaitPhase(session, Set.of("stopped", "failed"), LONGEST);
    }

    /** Deletes a project that has no session. */
    public void delete(String project) throws IOException {
        HttpResponse<String> answer = send(mine("/projects/" + project), "DELETE", BodyPublishers.noBody());
        if (answer.statusCode() != 204) {
            throw new IOException("DELETE of a project answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    JsonNode get(String path) throws IOException {
        return checked(send(mine(path), "GET", BodyPublishers.noBody()));
    }

    /** A file as it is stored. */
    public byte[] file(String project, String path) throws IOException {
        HttpRequest request =
                mine("/projects/" + project + "/file?path=" + path).GET().build();
        return send(request, BodyHandlers.ofByteArray()).body();
    }

    private JsonNode post(String path, Map<String, ?> body) throws IOException {
        return checked(send(mine(path), "POST", json(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve("/api/v1" + path))
                .timeout(LONGEST)
                .header("Content-Type", "application/json")
                .header("Origin", url.toString());
    }

    private HttpRequest.Builder mine(String path) {
        return request(path).header("Cookie", cookie);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String method, BodyPublisher body)
            throws IOException {
        return send(request.method(method, body).build(), BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException {
        try {
            return http.send(request, handler);
        } catch (IOException wordless) {
            // Whose connection is refused is told so without a message.
            throw new IOException("no answer from " + request.uri() + ": " + wordless, wordless);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static BodyPublisher json(Map<String, ?> body) {
        return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    }

    private static JsonNode checked(HttpResponse<String> response) throws IOException {
        if (response.statusCode() >= 300) {
            throw new RefusedException(response.uri() + " answered", response.statusCode(), response.body());
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
