package org.codearena.server.judge;

import java.util.Optional;
import org.codearena.contract.Exit;
import org.codearena.contract.RunReport;
import org.codearena.server.submission.RunResult;
import org.codearena.server.submission.Verdict;
import org.jspecify.annotations.Nullable;

/** What the sender of a run gets to see of it. */
final class RunResults {
    private static final String FINE = "ok";

    private RunResults() {}

    static RunResult of(RunReport report, Optional<Verdict> failure, CapturedOutput captured) {
        return new RunResult(
                captured.outputText(),
                captured.errorText(),
                exitCode(report.exit()),
                signal(report.exit()),
                failure.map(Verdict::wireName).orElse(FINE),
                report.cpuMicros() / 1_000,
                report.wallMicros() / 1_000,
                report.memoryBytes());
    }

    private static @Nullable Integer exitCode(Exit exit) {
        return exit instanceof Exit.Code(int value) ? value : null;
    }

    private static @Nullable Integer signal(Exit exit) {
        return exit instanceof Exit.Signal(int number) ? number : null;
    }
}
