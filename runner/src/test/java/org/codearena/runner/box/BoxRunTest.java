package org.codearena.runner.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.codearena.contract.Limits;
import org.codearena.contract.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class BoxRunTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin", "LANG", "C.UTF-8");
    private static final Limits LIMITS = new Limits(1_000, 3_000, 8 << 20, 5, 16, 100, 50, 1, 1 << 16);

    @Test
    void aRunIsOneLineWithEveryLimit() {
        Step step = new Step(List.of("sh", "-c", "echo \"a b\"\nexit"), Map.of("LANG", "C", "X", "100%"));
        BoxRun run = new BoxRun(step, LIMITS, Optional.of("input"), Optional.empty());
        assertEquals(
                "run id=9 env=LANG=C env=PATH=/usr/bin env=X=100%25 in=input cpu-ms=1000 wall-ms=3000 memory=8388608"
                        + " processes=5 open-files=16 output=100 errors=50 tmp=4096 stack=65536 file-size=4096"
                        + " arg=sh arg=-c arg=echo%20\"a%20b\"%0Aexit\n",
                line(run));
    }

    @Test
    void whatLeavesTheBoxIsAskedForWithItsBounds() {
        Optional<Collect> collect = Optional.of(new Collect("/out", 1_000_000, 10));
        String line = line(new BoxRun(Step.of("true"), LIMITS, Optional.empty(), collect));
        assertTrue(
                line.contains(" file-size=1040960 out=/out out-bytes=1040960 out-inodes=84"
                        + " collect=1000000 collect-files=10 arg=true\n"),
                line);
    }

    @Test
    void aRunOfAPairHasItsNumberAndNoInput() {
        BoxRun run = new BoxRun(Step.of("true"), LIMITS, Optional.of("input"), Optional.empty());
        String line = line(run.on(OptionalInt.of(3)).paired(17));
        assertTrue(line.contains(" core=3 pair=17 ") && !line.contains(" in="), line);
        assertTrue(line(run.reading("said")).contains(" in=said "));
    }

    static Stream<Arguments> refused() {
        Step step = Step.of("true");
        return Stream.of(
                Arguments.of(step, LIMITS.withMemoryBytes(1), "memoryBytes is 1, allowed are 4194304 to 1099511627776"),
                Arguments.of(step, LIMITS.withProcesses(40_000), "processes is 40000, allowed are 1 to 32768"),
                Arguments.of(step, LIMITS.withCpuTimeMs(4_000_000), "cpuTimeMs is 4000000, allowed are 1 to 3600000"),
                Arguments.of(step, LIMITS.withOutputBytes(1L << 40), "outputBytes is 1099511627776, allowed are 1 to"),
                Arguments.of(
                        step,
                        new Limits(1, 1, 8 << 20, 1, 7, 1, 1, 1, 5),
                        "openFiles is 7, allowed are 8 to 65536; stackBytes is 5, allowed are 65536 to"),
                Arguments.of(Step.of("a\0b"), LIMITS, "the command has a NUL character"),
                Arguments.of(Step.of("x".repeat(300_000)), LIMITS, "the length of command and environment"),
                Arguments.of(Step.of("ö".repeat(50_000)), LIMITS, "the length of command and environment"),
                Arguments.of(new Step(List.of("a"), Map.of("A=B", "c")), LIMITS, "a name that is not allowed"),
                Arguments.of(new Step(List.of("a"), Map.of("", "c")), LIMITS, "a name that is not allowed"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatABoxWouldRefuseIsRefusedBefore(Step step, Limits limits, String why) {
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> new BoxRun(step, limits, Optional.empty(), Optional.empty()))
                .getMessage());
        assertTrue(message.contains(why), message);
    }

    @Test
    void theLongestLineThatIsTakenFits() {
        Step step = Step.of("x".repeat(258_000));
        assertTrue(line(new BoxRun(step, LIMITS, Optional.of("f".repeat(64)), Optional.empty()))
                        .length()
                <= 262_144);
    }

    private static String line(BoxRun run) {
        return new String(run.line(9, ENVIRONMENT), StandardCharsets.US_ASCII);
    }
}
