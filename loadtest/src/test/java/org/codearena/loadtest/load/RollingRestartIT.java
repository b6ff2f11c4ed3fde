package org.codearena.loadtest.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.report.RunRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two servers and two judges, each restarted while people submit and look at pages; and the judges alone, while all are busy. */
final class RollingRestartIT {
    private static final long BOUND_SECONDS = 300;
    private static final String STEADY = """
            about: A load that is there for as long as the restarts take.
            flows:
              people:
                users: 5
                submit: {languages: {python: 1}}
              pages:
                get: {/api/v1/leaderboard: 1, /api/v1/problems: 1, "/api/v1/problems/{problem}": 2}
            phases:
              - {name: steady, for: 40s, rates: {people: 2, pages: 8}}
            drain: 2m
            generator: {lag-p99-ms: 60000, cpu: 1}
            thresholds: [load.errors <= 0]
            """;

    // The broker keeps links that lead out of the directory.
    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path home;

    private static SmallInstallation installation;

    @BeforeAll
    static void start() throws Exception {
        installation = SmallInstallation.start(home, "--servers", "2", "--judges", "2");
    }

    @AfterAll
    static void end() throws Exception {
        installation.end();
    }

    @Test
    void everyProcessIsRestartedAndNoRequestFails() throws Exception {
        Path scenario = Files.writeString(home.resolve("steady.yaml"), STEADY);
        Path report = home.resolve("report");
        CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> LoadMain.commands()
                .execute(
                        scenario.toString(),
                        "--data",
                        installation.data().toString(),
                        "--problems",
                        installation.problems().toString(),
                        "--report",
                        report.toString()));
        assertEquals(0, installation.run("roll"), () -> "roll failed, its words are in " + home);
        int code = load.get(BOUND_SECONDS, TimeUnit.SECONDS);

        RunRecord run = RunRecord.read(report);
        Map<String, Long> counts = run.counts();
        assertTrue(counts.keySet().stream().noneMatch(name -> name.startsWith("error.")), counts.toString());
        assertTrue(
                run.account().clean() && run.account().acknowledged() > 30,
                run.account().toString());
        assertEquals(0, code, run.figures().toString());
    }

    @Test
    void aJudgeThatIsToldToEndUnderFullLoadCostsNobodyALease() throws Exception {
        Path report = home.resolve("drained");
        int code = LoadMain.commands()
                .execute(
                        "drain",
                        "--data",
                        installation.data().toString(),
                        "--problems",
                        installation.problems().toString(),
                        "--report",
                        report.toString(),
                        "--rounds",
                        "1");
        RunRecord run = RunRecord.read(report);
        assertEquals(2, run.incidents().size(), run.incidents().toString());
        assertTrue(run.account().clean(), run.account().toString());
        assertEquals(
                List.of(),
                run.figures().stream()
                        .filter(figure -> !figure.held())
                        .map(Figure::row)
                        .toList());
        assertEquals(0, code);
    }
}
