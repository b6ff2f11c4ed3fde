package org.codearena.embedded;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.codearena.services.Leftovers;
import org.codearena.services.ProcessMark;
import org.codearena.services.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the instance that uses a data directory, and whatever an earlier one that was killed left behind. */
@Command(
        name = "down",
        description = "Stops CodeArena: what is being judged is finished or handed back, nothing is lost.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    /** Longer than the server takes to drain. */
    private static final Duration GRACE = Duration.ofSeconds(90);

    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public Integer call() {
        DataDirectory directory = data.directory();
        if (!directory.exists()) {
            System.out.println("nothing runs: there is no data directory " + directory.root());
            return 0;
        }
        try (Progress progress = Progress.onStandardOutput()) {
            Optional<ProcessMark> user = directory.user();
            user.flatMap(ProcessMark::process)
                    .ifPresent(process -> progress.part("stopped", () -> {
                        Signals.end(process, "TERM", GRACE);
                        return true;
                    }));
            int left = Leftovers.end(directory.home());
            directory.clearMarks();
            if (left > 0) {
                progress.line("ended %d processes that a killed CodeArena had left".formatted(left));
            } else if (user.isEmpty()) {
                progress.line("nothing runs in " + directory.root());
            }
        }
        return 0;
    }
}
