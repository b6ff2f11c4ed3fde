package org.codearena.loadtest.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.codearena.loadtest.CodearenaProcess;
import org.codearena.loadtest.load.report.RunRecord;
import org.codearena.loadtest.load.target.Admin;
import org.codearena.loadtest.load.target.Api;
import org.codearena.loadtest.load.target.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A short load on a whole installation in processes of its own. */
final class LoadIT {
    private static final long BOUND_SECONDS = 300;
    private static final long POLL_MILLIS = 200;
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

    private static Path data;
    private static CodearenaProcess codearena;

    @BeforeAll
    static void start() throws Exception {
        codearena = new CodearenaProcess(home);
        data = codearena.data();
        problem(home.resolve("platform/problems/sum"));
        codearena.up();
        Place place = Place.of(Optional.empty(), Optional.of(data), Optional.empty(), Optional.empty());
        try (Api api = new Api(place.url());
                Admin admin = Admin.signIn(api, place.admin(), place.password(), "waiting")) {
            Archive archive = new Archive(admin);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
            while (archive.problems().isEmpty() || !archive.languages().containsKey("python")) {
                assertTrue(System.nanoTime() < deadline, "the problem and Python are not there in time");
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    @AfterAll
    static void end() throws Exception {
        codearena.down();
    }

    private static void problem(Path directory) throws IOException {
        write(directory, "problem.yaml", """
                problem_format_version: 2025-09
                name: Sum
                uuid: 0a2f3f0c-51d8-4a52-9f6f-0d0a3c1f8b77
                license: cc0
                limits: {time_limit: 5.0}
                """);
        write(directory, "statement/problem.en.md", "Print the sum of two numbers.\n");
        write(directory, "data/secret/1.in", "20 22\n");
        write(directory, "data/secret/1.ans", "42\n");
        write(directory, "submissions/accepted/sum.py", "a, b = map(int, input().split())\nprint(a + b)\n");
        write(directory, "submissions/wrong_answer/product.py", "a, b = map(int, input().split())\nprint(a * b)\n");
        write(directory, "submissions/run_time_error/none.py", "print(1 // 0)\n");
    }

    private static void write(Path directory, String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
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
                        data.toString(),
                        "--problems",
                        home.resolve("platform/problems").toString(),
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
