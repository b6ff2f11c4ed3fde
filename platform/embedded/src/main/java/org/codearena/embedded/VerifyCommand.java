package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        try (Progress progress = Progress.onStandardOutput();
                Scratch scratch = new Scratch("codearena-verify-")) {
            scratch.start(starter, new Stack.Wanted(0, Optional.empty()), progress);
            try (ApiClient api = scratch.signIn()) {
                return new Importing(api, progress).all(problems);
            }
        }
    }
}
