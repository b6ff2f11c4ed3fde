package org.codearena.server.judge;

import java.util.Map;
import java.util.Optional;
import org.codearena.contract.Exit;
import org.codearena.contract.Limit;
import org.codearena.contract.Limits;
import org.codearena.contract.RunReport;
import org.codearena.server.submission.Verdict;

/**
 * From what the operating system said to what the judge decides: pure, and in this order. Memory comes first, because a
 * program that the kernel starves may end in any way; then the limits that ended the run; then CPU time, which may pass
 * its limit between two looks; then how the program ended by itself. Only what ended well goes to the validator.
 */
final class VerdictRules {
    private static final int SIGXCPU = 24;
    private static final int SIGXFSZ = 25;

    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(15, "SIGTERM"),
            Map.entry(SIGXCPU, "SIGXCPU"),
            Map.entry(SIGXFSZ, "SIGXFSZ"),
            Map.entry(31, "SIGSYS"));

    /** A verdict other than accepted, and why, in words for the contestant. */
    record Failure(Verdict verdict, String reason) {}

    private VerdictRules() {}

    /**
     * Why the run failed, whatever it wrote; empty when it ended well and its output is to be validated.
     *
     * @param ranOutOfMemory whether the language's runtime said so itself
     */
    static Optional<Failure> failureOf(RunReport report, Limits limits, boolean ranOutOfMemory) {
        if (report.outOfMemory()) {
            return memory(limits);
        }
        return switch (report.exit()) {
            case Exit.OverLimit(Limit which) -> overLimit(which, limits);
            case Exit.Code _, Exit.Signal _
            when report.cpuMicros() > limits.cpuTimeMs() * 1_000 -> overLimit(Limit.CPU_TIME, limits);
            case Exit.Code(int status) when status == 0 -> Optional.empty();
            case Exit.Code _, Exit.Signal _ when ranOutOfMemory -> memory(limits);
            case Exit.Code(int status) -> failure(Verdict.RUN_TIME_ERROR, "exited with status " + status);
            case Exit.Signal(int number) -> signal(number, limits);
            case Exit.NotStarted(String reason) -> failure(Verdict.JUDGE_ERROR, "could not be started: " + reason);
            case Exit.Cancelled() -> failure(Verdict.JUDGE_ERROR, "was called off");
        };
    }

    /** Nobody killed it: what it used is all that it needed. */
    static boolean endedByItself(RunReport report) {
        return switch (report.exit()) {
            case Exit.Code _, Exit.Signal _ -> true;
            case Exit.OverLimit _, Exit.NotStarted _, Exit.Cancelled _ -> false;
        };
    }

    private static Optional<Failure> overLimit(Limit which, Limits limits) {
        return switch (which) {
            case CPU_TIME ->
                failure(Verdict.TIME_LIMIT_EXCEEDED, "used more than " + limits.cpuTimeMs() + " ms of CPU time");
            case WALL_TIME -> failure(Verdict.TIME_LIMIT_EXCEEDED, "did not end within " + limits.wallTimeMs() + " ms");
            case MEMORY -> memory(limits);
            case OUTPUT -> failure(Verdict.OUTPUT_LIMIT_EXCEEDED, "wrote more than " + limits.outputBytes() + " bytes");
        };
    }

    private static Optional<Failure> signal(int number, Limits limits) {
        return switch (number) {
            case SIGXCPU -> overLimit(Limit.CPU_TIME, limits);
            case SIGXFSZ -> overLimit(Limit.OUTPUT, limits);
            default ->
                failure(
                        Verdict.RUN_TIME_ERROR,
                        "was ended by " + SIGNALS.getOrDefault(number, "signal") + " (" + number + ")");
        };
    }

    private static Optional<Failure> memory(Limits limits) {
        return failure(
                Verdict.MEMORY_LIMIT_EXCEEDED, "used more than its " + (limits.memoryBytes() >> 20) + " MiB of memory");
    }

    private static Optional<Failure> failure(Verdict verdict, String reason) {
        return Optional.of(new Failure(verdict, reason));
    }
}
