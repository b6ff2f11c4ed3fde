package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.codearena.embedded.WatchFiles.Alert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a whole instance lets its operators see: its metrics, and its logs. */
final class SeeingIT {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    /** The id that a client gave one of its requests. */
    private static final String REQUEST = "seen-from-end-to-end";

    /** Prometheus makes it itself. */
    private static final Set<String> NOT_OURS = Set.of("up");

    @TempDir
    private static Path directory;

    private static RunningInstance instance;

    @BeforeAll
    static void startAndRunAProgram() throws Exception {
        instance = new RunningInstance(directory);
        instance.start();
        try (ApiCaller person = instance.register("seen")) {
            RunningInstance.await("Python is offered", () -> isOffered(person, "python"));
            person.post("/runs?wait=true", program(), REQUEST).expect(200);
            person.post("/submissions", Map.of("problem", "none", "language", "python", "files", List.of()))
                    .expect(400);
        }
    }

    @AfterAll
    static void end() throws Exception {
        instance.end();
    }

    private static Map<String, Object> program() {
        return Map.of("language", "python", "files", List.of(Map.of("path", "main.py", "content", "print(6 * 7)\n")));
    }

    private static boolean isOffered(ApiCaller person, String language) throws Exception {
        for (JsonNode each : person.get("/languages").expect(200).get("items")) {
            if (each.path("id").asString().equals(language)) {
                return each.path("available").asBoolean();
            }
        }
        return false;
    }

    private static String metrics() throws IOException, InterruptedException {
        URI health = URI.create(ReadyFile.read(new DataDirectory(instance.root()).readyFile())
                .orElseThrow()
                .health());
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(health.resolve("/metrics")).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    /** Each metric that is shown, with the labels that it has. */
    private static Map<String, Set<String>> shown() throws IOException, InterruptedException {
        Map<String, Set<String>> shown = new HashMap<>();
        metrics().lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            Set<String> labels = shown.computeIfAbsent(line.group(1), _ -> new TreeSet<>());
            LABEL.matcher(line.group(2) == null ? "" : line.group(2))
                    .results()
                    .forEach(label -> labels.add(label.group(1)));
        });
        return shown;
    }

    @Test
    void dashboardAndAlertsNameNothingThatIsNotShown() throws Exception {
        RunningInstance.await("the queues were read", () -> metrics().contains("codearena_broker_consumers{"));
        Map<String, Set<String>> shown = shown();
        List<String> queries = new ArrayList<>(WatchFiles.dashboardQueries());
        WatchFiles.alerts().stream().map(Alert::query).forEach(queries::add);
        Set<String> missing = new TreeSet<>();
        for (String text : queries) {
            PromQuery query = PromQuery.of(text);
            Set<String> labels = new TreeSet<>();
            query.metrics().stream()
                    .filter(metric -> !NOT_OURS.contains(metric))
                    .forEach(metric -> {
                        if (!shown.containsKey(metric)) {
                            missing.add(metric);
                        }
                        labels.addAll(shown.getOrDefault(metric, Set.of()));
                    });
            query.labels().stream()
                    .filter(label -> !labels.contains(label))
                    .forEach(label -> missing.add(label + " in " + text));
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void whatTheDocumentPromisesIsShown() throws Exception {
        RunningInstance.await(
                "the queues were read",
                () -> metrics().contains("codearena_backlog_oldest_seconds")
                        || metrics().contains("codearena_broker_messages{"));
        String all = metrics();
        for (String wanted : List.of(
                "codearena_submission_wait_seconds_bucket{lane=\"run\",language=\"python\"",
                "codearena_submission_run_seconds_bucket{lane=\"run\",language=\"python\"",
                "codearena_judge_slots_free ",
                "codearena_redeliveries_total{lane=\"contest\",language=\"python\"} 0",
                "codearena_outbox_oldest_seconds ",
                "codearena_verdicts_total{language=\"python\",verdict=\"accepted\"} ",
                "codearena_sandbox_info{")) {
            assertTrue(all.contains(wanted), () -> wanted + " is not in\n" + all);
        }
    }

    @Test
    void oneIdLeadsThroughRequestJudgeAndRunner() throws Exception {
        RunningInstance.await("all have written", () -> {
            List<String> server = lines("codearena.");
            return has(server, "request=" + REQUEST, "submission=", "path=/api/v1/runs", "request answered")
                    && has(server, "request=" + REQUEST, "submission=", "verdict=", "submission judged")
                    && has(lines("runner."), "request=" + REQUEST, "compiled");
        });
    }

    private static boolean has(List<String> lines, String... parts) {
        return lines.stream().anyMatch(line -> Stream.of(parts).allMatch(line::contains));
    }

    private static List<String> lines(String name) throws IOException {
        Path log = new DataDirectory(instance.root()).log();
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(log)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith(name)
                            && each.getFileName().toString().endsWith(".log"))
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
