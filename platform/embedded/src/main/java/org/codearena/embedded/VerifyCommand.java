package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.codearena.services.Home;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Judges the submissions of problem packages in an installation of their own, which is gone afterwards. */
@Command(
        name = "verify",
        description = {
            "Judges the submissions that problem packages bring along and compares the verdicts with those expected.",
            "Nothing of a running CodeArena is touched."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private final Server.Starter starter;

    @Parameters(
            paramLabel = "PACKAGE",
            arity = "1..*",
            description = "a directory with a problem.yaml, or a zip of one")
    private List<Path> packages = List.of();

    VerifyCommand(Server.Starter starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() throws IOException {
        List<ProblemPackage> problems = ProblemPackage.among(packages);
        AppLayout app = AppLayout.ofThisProcess();
        var scratch = new Scratch(Files.createTempDirectory("codearena-verify-"));
        Runtime.getRuntime().addShutdownHook(new Thread(scratch::remove, "remove"));
        var directory = new DataDirectory(scratch.path);
        try (Progress progress = Progress.onStandardOutput();
                DataDirectory.Lease _ = directory.take()) {
            Logs.toFile(directory.log());
            Stack stack = Stack.start(directory, app, starter, new Stack.Wanted(0, Optional.empty()), progress);
            scratch.stack = stack;
            try (ApiClient api = ApiClient.signIn(stack.server().url(), Instance.ADMIN, directory.adminPassword())) {
                return new Importing(api, progress).all(problems);
            }
        }
    }

    /** What is there for a while, and is gone when this process ends, be it by Ctrl-C. */
    private static final class Scratch {
        private final Path path;
        private volatile @Nullable Stack stack;

        Scratch(Path path) {
            this.path = path;
        }

        void remove() {
            try {
                Stack running = stack;
                if (running != null) {
                    running.close();
                }
            } finally {
                delete();
            }
        }

        private void delete() {
            try {
                Home.deleteTree(path);
            } catch (IOException failed) {
                System.err.println("cannot delete " + path + ": " + failed);
            }
        }
    }
}
