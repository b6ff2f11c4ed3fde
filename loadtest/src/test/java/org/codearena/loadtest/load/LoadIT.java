package org.codearena.loadtest.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.codearena.loadtest.load.report.RunRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A short load on a whole installation in processes of its own. */
final class LoadIT {
    private static final String STEADY = """
            about: A short steady load.
            flows:
              people:
                users: 3
                submit: {languages: {python: 1}}
              coders:
                users: 2
                work:
                  template: python/console
                  file: typed.py
                  program: 'print("{mark}")'
                  command: python3 typed.py
                  runs: 2
                  keys: 5
              pages:
                get: {/api/v1/leaderboard: 1, /api/v1/problems: 1, "/api/v1/problems/{problem}": 2}
            phases:
              - {name: warm-up, for: 3s, counted: false, rates: {people: 1, pages: 5}}
              - {name: steady, for: 12s, rates: {people: 2, coders: 0.4, pages: 20}}
            drain: 2m
            # Whatever else this machine does: what is tested is that nothing is lost, not how fast it is.
            generator: {lag-p99-ms: 60000, cpu: 1}
            """;

    // The broker keeps links that lead out of the directory.
    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path home;

    private static SmallInstallation installation;

    @BeforeAll
    static void start() throws Exception {
        installation = SmallInstallation.start(home);
    }

    @AfterAll
    static void end() throws Exception {
        installation.end();
    }

    @Test
    void aSteadyLoadLosesNothingAndTheSamePeopleComeAgain() throws Exception {
        RunRecord first = load("first");
        RunRecord second = load("second");
        assertEquals(first.account().acknowledged(), second.account().acknowledged(), "one seed, one load");
        assertEquals(
                0,
                LoadMain.commands()
                        .execute(
                                "compare",
                                home.resolve("first").toString(),
                                home.resolve("second").toString()));
    }

    private static RunRecord load(String report) throws IOException {
        Path scenario = Files.writeString(home.resolve("steady.yaml"), STEADY);
        int code = LoadMain.commands()
                .execute(
                        scenario.toString(),
                        "--data",
                        installation.data().toString(),
                        "--problems",
                        installation.problems().toString(),
                        "--report",
                        home.resolve(report).toString());
        RunRecord run = RunRecord.read(home.resolve(report));
        assertEquals(List.of(), run.account().findings());
        assertEquals(0, code, run.figures().toString());
        assertTrue(
                run.account().clean() && run.account().acknowledged() > 15,
                run.account().toString());
        assertTrue(
                run.counts().getOrDefault("closed.coders", 0L) > 0, run.counts().toString());
        assertTrue(Files.size(home.resolve(report).resolve("report.html")) > 10_000);
        assertTrue(Files.exists(home.resolve(report).resolve("accept.people.hgrm")));
        return run;
    }
}
