package org.codearena.loadtest.bench;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.codearena.contract.SourceFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running installation, spoken to over HTTP as its admin. */
final class Installation implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private String token = "";

    private Installation(URI url) {
        this.url = url;
    }

    /** The installation whose data this is; it must be up. */
    static Installation of(Path data) throws IOException, InterruptedException {
        JsonNode ready = JSON.readTree(Files.readAllBytes(data.resolve("ready.json")));
        Installation installation = new Installation(URI.create(ready.get("url").asString()));
        String password = Files.readString(
                        Path.of(ready.get("adminPasswordFile").asString()))
                .strip();
        installation.login(ready.get("adminUser").asString(), password);
        return installation;
    }

    private void login(String username, String password) throws IOException, InterruptedException {
        HttpResponse<String> login = http.send(
                request("/auth/login")
                        .POST(json(Map.of("username", username, "password", password)))
                        .build(),
                BodyHandlers.ofString());
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow(() -> new IOException(login.body()));
        HttpResponse<String> made = http.send(
                request("/me/tokens")
                        .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                        .header("Origin", url.toString())
                        .POST(json(Map.of("name", "bench " + System.currentTimeMillis())))
                        .build(),
                BodyHandlers.ofString());
        token = checked(made).get("token").asString();
    }

    /** Waits until a judge offers every language, which also means that its toolchain is prepared. */
    void awaitLanguages() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!allOffered()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not every language is offered, see GET /api/v1/languages for the reasons");
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private boolean allOffered() throws IOException, InterruptedException {
        JsonNode languages = checked(http.send(authorized("/languages").GET().build(), BodyHandlers.ofString()));
        for (JsonNode language : languages.get("items")) {
            if (!language.get("available").asBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** Imports a problem of one test, in which two numbers are added, and waits until that is done. */
    void importOneTestProblem(String slug, String input, String answer) throws IOException, InterruptedException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("problem.yaml", """
                problem_format_version: 2025-09
                name: One test
                uuid: 6f1d2f0e-3a51-4f0b-9a55-0d2f6a1b9c3e
                license: cc0
                limits: {time_limit: 5.0}
                """);
        files.put("statement/problem.en.md", "Print the sum of two numbers.\n");
        files.put("data/secret/1.in", input);
        files.put("data/secret/1.ans", answer);
        files.put("submissions/accepted/main.py", "a, b = map(int, input().split())\nprint(a + b)\n");
        HttpResponse<String> accepted = http.send(
                authorized("/problems?slug=" + slug)
                        .header("Content-Type", "application/zip")
                        .POST(BodyPublishers.ofByteArray(zip(files)))
                        .build(),
                BodyHandlers.ofString());
        String id = checked(accepted).get("importId").asString();
        JsonNode state = importState(id);
        while (state.get("state").asString().equals("running")) {
            Thread.sleep(LOOK_AGAIN);
            state = importState(id);
        }
        if (!state.get("state").asString().equals("done")) {
            throw new IOException("the problem was not imported: " + state);
        }
    }

    private JsonNode importState(String id) throws IOException, InterruptedException {
        return checked(http.send(authorized("/imports/" + id).GET().build(), BodyHandlers.ofString()));
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** Submits and waits for the verdict on the submission's event stream; answers the milliseconds that took. */
    double submitToVerdict(String problem, String language, SourceFile source)
            throws IOException, InterruptedException {
        byte[] body = JSON.writeValueAsBytes(Map.of(
                "problem",
                problem,
                "language",
                language,
                "files",
                List.of(Map.of("path", source.path(), "content", source.text()))));
        long started = System.nanoTime();
        JsonNode accepted = checked(http.send(
                authorized("/submissions")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString()));
        String verdict = verdict(accepted.get("id").asString());
        double millis = (System.nanoTime() - started) / 1e6;
        if (!verdict.contains("\"accepted\"")) {
            throw new IOException("the " + language + " program was not accepted: " + verdict);
        }
        return millis;
    }

    private String verdict(String submission) throws IOException, InterruptedException {
        var stream = http.send(
                authorized("/submissions/" + submission + "/events")
                        .header("Accept", "text/event-stream")
                        .GET()
                        .build(),
                BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            boolean last = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (last && line.startsWith("data:")) {
                    return line;
                }
                last = last || line.equals("event: verdict");
            }
        }
        throw new IOException("the event stream of " + submission + " ended without a verdict");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve("/api/v1" + path))
                .timeout(LONGEST)
                .header("Content-Type", "application/json");
    }

    private HttpRequest.Builder authorized(String path) {
        return HttpRequest.newBuilder(url.resolve("/api/v1" + path))
                .timeout(LONGEST)
                .header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    }

    private static JsonNode checked(HttpResponse<String> response) throws IOException {
        if (response.statusCode() >= 300) {
            throw new IOException(response.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
