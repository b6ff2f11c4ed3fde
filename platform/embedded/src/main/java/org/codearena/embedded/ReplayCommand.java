package org.codearena.embedded;

import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Repeats the judging of a submission and tells what differs. */
@Command(
        name = "replay",
        description =
                "Judges a submission once more in the running CodeArena, by the same version of its problem, and says"
                        + " what differs from the evidence of its verdict. Nothing changes by it. Exits 0 when the verdicts agree.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SUBMISSION", description = "the submission's id, as its address ends with it")
    private String submission = "";

    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public Integer call() {
        DataDirectory directory = data.directory();
        ReadyFile ready = ReadyFile.of(directory);
        try (Progress progress = Progress.onStandardOutput();
                ApiClient api =
                        ApiClient.signIn(URI.create(ready.url()), ready.adminUser(), directory.adminPassword())) {
            ReplayReport report = new Replaying(api, progress).of(submission);
            report.lines().forEach(progress::line);
            return report.agrees() ? 0 : 1;
        }
    }
}
