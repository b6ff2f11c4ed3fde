package org.codearena.loadtest.load;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.codearena.loadtest.CodearenaProcess;
import org.codearena.loadtest.load.target.Admin;
import org.codearena.loadtest.load.target.Api;
import org.codearena.loadtest.load.target.Archive;

/** A whole installation in processes of its own, with one problem and Python. */
final class SmallInstallation {
    private static final long BOUND_SECONDS = 300;
    private static final long POLL_MILLIS = 200;

    private final CodearenaProcess codearena;

    private SmallInstallation(CodearenaProcess codearena) {
        this.codearena = codearena;
    }

    /**
     * Returns when a program can be judged.
     *
     * @param options of how it is started
     */
    static SmallInstallation start(Path home, String... options) throws Exception {
        SmallInstallation installation = new SmallInstallation(new CodearenaProcess(home));
        problem(installation.problems().resolve("sumoftwo"));
        installation.codearena.up(options);
        installation.awaitProblem();
        return installation;
    }

    Path data() {
        return codearena.data();
    }

    Path problems() {
        return codearena.home().resolve("platform/problems");
    }

    /** Runs a command on it to its end and answers its exit code. */
    int run(String... words) throws Exception {
        return codearena.run(words);
    }

    void end() throws Exception {
        codearena.down();
    }

    private void awaitProblem() throws Exception {
        Place place = Place.of(Optional.empty(), Optional.of(data()), Optional.empty(), Optional.empty());
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
}
