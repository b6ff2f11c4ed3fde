package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.contract.Exit;
import org.codearena.contract.Limit;
import org.codearena.contract.Limits;
import org.codearena.contract.RunReport;
import org.codearena.server.submission.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class VerdictRulesTest {
    private static final Limits LIMITS = Limits.DEFAULT.withCpuTimeMs(1_000);

    static Stream<Arguments> ends() {
        return Stream.of(
                row("ends well", new Exit.Code(0), 10, false, false),
                row("ends well at the very limit", new Exit.Code(0), 1_000, false, false),
                row("ends well a moment too late", new Exit.Code(0), 1_001, false, false, Verdict.TIME_LIMIT_EXCEEDED),
                row("fails after the limit", new Exit.Code(1), 1_200, false, false, Verdict.TIME_LIMIT_EXCEEDED),
                row("exits with a status", new Exit.Code(1), 10, false, false, Verdict.RUN_TIME_ERROR),
                row("exits like a signal", new Exit.Code(139), 10, false, false, Verdict.RUN_TIME_ERROR),
                row("segfaults", new Exit.Signal(11), 10, false, false, Verdict.RUN_TIME_ERROR),
                row("divides by zero", new Exit.Signal(8), 10, false, false, Verdict.RUN_TIME_ERROR),
                row("gets SIGXCPU", new Exit.Signal(24), 900, false, false, Verdict.TIME_LIMIT_EXCEEDED),
                row("gets SIGXFSZ", new Exit.Signal(25), 10, false, false, Verdict.OUTPUT_LIMIT_EXCEEDED),
                row("burns", new Exit.OverLimit(Limit.CPU_TIME), 1_002, false, false, Verdict.TIME_LIMIT_EXCEEDED),
                row("sleeps", new Exit.OverLimit(Limit.WALL_TIME), 2, false, false, Verdict.TIME_LIMIT_EXCEEDED),
                row("hoards", new Exit.OverLimit(Limit.MEMORY), 10, true, false, Verdict.MEMORY_LIMIT_EXCEEDED),
                row("floods", new Exit.OverLimit(Limit.OUTPUT), 10, false, false, Verdict.OUTPUT_LIMIT_EXCEEDED),
                row("loses a child to memory", new Exit.Code(0), 10, true, false, Verdict.MEMORY_LIMIT_EXCEEDED),
                row("is killed for memory", new Exit.Signal(9), 10, true, false, Verdict.MEMORY_LIMIT_EXCEEDED),
                row("kills itself", new Exit.Signal(9), 10, false, false, Verdict.RUN_TIME_ERROR),
                row("runtime is out of memory", new Exit.Code(1), 10, false, true, Verdict.MEMORY_LIMIT_EXCEEDED),
                row("runtime aborts out of memory", new Exit.Signal(6), 10, false, true, Verdict.MEMORY_LIMIT_EXCEEDED),
                row("prints the words and ends well", new Exit.Code(0), 10, false, true),
                row("prints the words and burns", new Exit.Code(1), 2_000, false, true, Verdict.TIME_LIMIT_EXCEEDED),
                row("cannot be started", new Exit.NotStarted("no such file"), 0, false, false, Verdict.JUDGE_ERROR),
                row("is called off", new Exit.Cancelled(), 0, false, false, Verdict.JUDGE_ERROR));
    }

    private static Arguments row(
            String what, Exit exit, long cpuMs, boolean killedForMemory, boolean saidOutOfMemory, Verdict... expected) {
        return Arguments.of(
                what,
                exit,
                cpuMs,
                killedForMemory,
                saidOutOfMemory,
                Stream.of(expected).findFirst());
    }

    @ParameterizedTest(name = "a program that {0}")
    @MethodSource("ends")
    void everyEndHasItsVerdict(
            String what,
            Exit exit,
            long cpuMs,
            boolean killedForMemory,
            boolean saidOutOfMemory,
            Optional<Verdict> expected) {
        RunReport report = new RunReport(exit, killedForMemory, cpuMs * 1_000, cpuMs * 1_000, 1 << 20, 0, 0);
        assertEquals(
                expected,
                VerdictRules.failureOf(report, LIMITS, saidOutOfMemory).map(VerdictRules.Failure::verdict),
                what);
    }
}
