package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Takes a whole installation of its own through what people do with it, so that virtual machines can note what they load; for the
 * launcher, which gives this process the option that makes it note the same.
 */
@Command(
        name = "train",
        hidden = true,
        description =
                "Judges a problem package and opens a session, and makes caches for faster starts from what is loaded.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    private final Server.Starter starter;

    @Parameters(paramLabel = "PACKAGE", description = "a directory with a problem.yaml")
    private Path problem = Path.of("");

    TrainCommand(Server.Starter starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        AppLayout app = AppLayout.ofThisProcess();
        // None that waits: its notes would come last, and know less.
        Stack.Wanted wanted = new Stack.Wanted(
                0, Optional.of(new SessionsOption().settings().withWarm(0)), Optional.empty(), RunnerJvm::noting);
        int status;
        try (Progress progress = Progress.onStandardOutput();
                Scratch scratch = new Scratch("codearena-train-")) {
            scratch.start(starter, wanted, progress);
            try (ApiClient api = scratch.signIn()) {
                status = new Importing(api, progress).all(ProblemPackage.among(List.of(problem)));
                String _ = progress.during("session", new SessionTour(api)::take);
            }
            scratch.end();
        }
        RunnerJvm.judges(app).makeCache();
        RunnerJvm.sessions(app).makeCache();
        return status;
    }
}
