package org.codearena.server.submission;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.codearena.contract.Exit;
import org.codearena.contract.Limits;
import org.codearena.contract.RunReport;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to repeat a judgement, and to see where a repetition differs. The sources are the submission's own.
 *
 * @param packageHash of the problem package that it was judged by
 * @param planSha256 of the plan's canonical JSON: sources, commands and environments of compiling and running; null when
 *     the sources were refused before there was a plan
 * @param toolchain what the language's toolchain said of its version
 * @param limits of each run, the language's allowances included; null when nothing ran
 * @param worker the judge that judged
 * @param mode the sandbox mode of its runner
 * @param kernel of its runner
 * @param launcher SHA-256 of the program that makes its boxes
 * @param runs in the order of the tests
 */
public record Evidence(
        @Nullable String packageHash,
        @Nullable String planSha256,
        @Nullable String toolchain,
        @Nullable Limits limits,
        String worker,
        @Nullable String mode,
        @Nullable String kernel,
        @Nullable String launcher,
        List<Run> runs) {

    /**
     * The raw counters of one run; a run that ended just above the time limit was repeated, then there are two.
     *
     * @param exit such as {@code code 0}, {@code signal 11} or {@code over cpu-time}
     */
    public record Run(
            int test,
            String exit,
            boolean outOfMemory,
            long cpuMicros,
            long wallMicros,
            long memoryBytes,
            long outputBytes,
            long errorBytes) {
        public static Run of(int test, RunReport report) {
            return new Run(
                    test,
                    exit(report.exit()),
                    report.outOfMemory(),
                    report.cpuMicros(),
                    report.wallMicros(),
                    report.memoryBytes(),
                    report.outputBytes(),
                    report.errorBytes());
        }

        private static String exit(Exit exit) {
            return switch (exit) {
                case Exit.Code(int value) -> "code " + value;
                case Exit.Signal(int number) -> "signal " + number;
                case Exit.OverLimit(var which) ->
                    "over " + which.name().toLowerCase(Locale.ROOT).replace('_', '-');
                case Exit.NotStarted(String reason) -> "not started: " + StoredText.safe(reason);
                case Exit.Cancelled() -> "cancelled";
            };
        }
    }

    public Evidence {
        runs = runs.stream().sorted(Comparator.comparingInt(Run::test)).toList();
    }
}
