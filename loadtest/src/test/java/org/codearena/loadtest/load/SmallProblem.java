package org.codearena.loadtest.load;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.codearena.loadtest.load.target.Admin;
import org.codearena.loadtest.load.target.Api;
import org.codearena.loadtest.load.target.Archive;

/** A problem whose programs are judged in a moment, so that load is about all the rest. */
final class SmallProblem {
    private static final long BOUND_SECONDS = 300;
    private static final long POLL_MILLIS = 200;

    private SmallProblem() {}

    /** Writes its package where an installation finds what it is shipped with. */
    static void write(Path home) throws IOException {
        Path directory = home.resolve("platform/problems/sum");
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

    /** Returns when it can be submitted to. */
    static void await(Path data) throws Exception {
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
}
