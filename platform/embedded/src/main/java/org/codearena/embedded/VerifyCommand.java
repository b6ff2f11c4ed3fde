package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.codearena.services.Home;
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
        List<ProblemPackage> problems =
                packages.stream().map(ProblemPackage::at).toList();
        AppLayout app = AppLayout.ofThisProcess();
        Path temporary = Files.createTempDirectory("codearena-verify-");
        var deletion = new Thread(() -> delete(temporary), "delete");
        Runtime.getRuntime().addShutdownHook(deletion);
        var directory = new DataDirectory(temporary);
        Logs.toFile(directory.log());
        try (Progress progress = Progress.onStandardOutput();
                DataDirectory.Lease _ = directory.take();
                Stack stack = Stack.start(directory, app, starter, 0, progress);
                ApiClient api = ApiClient.signIn(stack.server().url(), Instance.ADMIN, directory.adminPassword())) {
            return new Importing(api, progress).all(problems);
        }
    }

    private static void delete(Path directory) {
        try {
            Home.deleteTree(directory);
        } catch (IOException failed) {
            System.err.println("cannot delete " + directory + ": " + failed);
        }
    }
}
