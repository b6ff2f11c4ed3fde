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
import org.codearena.loadtest.Ready;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running installation, spoken to over HTTP as its admin. Safe for use by several threads. */
public final class Installation implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    /** Behind a queue, too. */
    private static final Duration LONGEST_JUDGING = Duration.ofMinutes(15);

    private static final Duration LONGEST_IMPORT = Duration.ofMinutes(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private String token = "";

    private Installation(URI url) {
        this.url = url;
    }

    /** The installation whose data this is; it must be up. */
    public static Installation of(Path data) throws IOException, InterruptedException {
        Ready ready = Ready.of(data);
        Installation installation = new Installation(ready.url());
        installation.login(
                ready.adminUser(), Files.readString(ready.adminPasswordFile()).strip());
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
    public void awaitLanguages() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!allOffered()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not every language is offered, see GET /api/v1/languages for the reasons");
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private boolean allOffered() throws IOException, InterruptedException {
        JsonNode languages = get("/languages");
        for (JsonNode language : languages.get("items")) {
            if (!language.get("available").asBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** The ids of the languages by the extensions of their files. */
    public Map<String, String> languagesByExtension() throws IOException, InterruptedException {
        Map<String, String> byExtension = new LinkedHashMap<>();
        for (JsonNode language : get("/languages").get("items")) {
            for (JsonNode extension : language.get("extensions")) {
                byExtension.putIfAbsent(extension.asString(), language.get("id").asString());
            }
        }
        return byExtension;
    }

    /** Imports a problem package of these files and waits until that is done. */
    public void importProblem(String slug, Map<String, String> files) throws IOException, InterruptedException {
        HttpResponse<String> accepted = http.send(
                authorized("/problems?slug=" + slug)
                        .header("Content-Type", "application/zip")
                        .POST(BodyPublishers.ofByteArray(zip(files)))
                        .build(),
                BodyHandlers.ofString());
        String id = checked(accepted).get("importId").asString();
        long deadline = System.nanoTime() + LONGEST_IMPORT.toNanos();
        JsonNode state = importState(id);
        while (state.get("state").asString().equals("running")) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "the problem was not imported within " + LONGEST_IMPORT.toMinutes() + " minutes: " + state);
            }
            Thread.sleep(LOOK_AGAIN);
            state = importState(id);
        }
        if (!state.get("state").asString().equals("done")) {
            throw new IOException("the problem was not imported: " + state);
        }
    }

    /** Submits these files and waits for the end; answers the submission with its verdict. */
    public JsonNode judge(String problem, String language, List<SourceFile> files)
            throws IOException, InterruptedException {
        List<Map<String, String>> sent = files.stream()
                .map(file -> Map.of("path", file.path(), "content", file.text()))
                .toList();
        String id = submit(problem, language, sent);
        long deadline = System.nanoTime() + LONGEST_JUDGING.toNanos();
        JsonNode submission = get("/submissions/" + id);
        while (!submission.get("state").asString().equals("judged")) {
            if (System.nanoTime() > deadline) {
                throw new IOException("no verdict within " + LONGEST_JUDGING.toMinutes() + " minutes: " + submission);
            }
            Thread.sleep(LOOK_AGAIN);
            submission = get("/submissions/" + id);
        }
        return submission;
    }

    private String submit(String problem, String language, List<Map<String, String>> files)
            throws IOException, InterruptedException {
        byte[] body = JSON.writeValueAsBytes(Map.of("problem", problem, "language", language, "files", files));
        return checked(http.send(
                        authorized("/submissions")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.ofString()))
                .get("id")
                .asString();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return checked(http.send(authorized(path).GET().build(), BodyHandlers.ofString()));
    }

    private JsonNode importState(String id) throws IOException, InterruptedException {
        return get("/imports/" + id);
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
    public double submitToVerdict(String problem, String language, SourceFile source)
            throws IOException, InterruptedException {
        List<Map<String, String>> files = List.of(Map.of("path", source.path(), "content", source.text()));
        long started = System.nanoTime();
        String id = submit(problem, language, files);
        String verdict = verdict(id);
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
