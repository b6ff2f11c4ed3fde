package org.codearena.embedded;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Restarts what can be restarted while all goes on. */
@Command(
        name = "roll",
        description = "Restarts every server and every judge, one after the other, while the others go on.",
        mixinStandardHelpOptions = true)
final class RollCommand implements Callable<Integer> {
    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public Integer call() throws InterruptedException {
        DataDirectory directory = data.directory();
        List<ReadyFile.Part> parts = ReadyFile.of(directory).parts();
        if (parts.isEmpty()) {
            throw new FailureException(
                    "this CodeArena is one process, which cannot be restarted while it serves: end it by './codearena down' and"
                            + " start it by './codearena up', from now on with '--servers 2 --judges 2' if it shall never be away");
        }
        try (Progress progress = Progress.onStandardOutput();
                Readiness readiness = new Readiness()) {
            tellOfGaps(parts, progress);
            for (ReadyFile.Part part : parts) {
                // One that is away already, and another restarted: that may be all there are.
                for (ReadyFile.Part other : parts) {
                    if (!other.equals(part)) {
                        new Restart(directory, other, readiness).awaitReady();
                    }
                }
                progress.timed(part.name(), new Restart(directory, part, readiness)::run);
            }
            progress.line("restarted all %d".formatted(parts.size()));
        }
        return 0;
    }

    private static void tellOfGaps(List<ReadyFile.Part> parts, Progress progress) {
        for (String kind : List.of("server", "judge")) {
            long several =
                    parts.stream().filter(part -> part.name().startsWith(kind)).count();
            if (several == 1) {
                progress.line("there is one %s, so there is none while it restarts".formatted(kind));
            }
        }
    }
}
