package org.codearena.runner.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Exit;
import org.codearena.contract.Limit;
import org.codearena.contract.Limits;
import org.codearena.contract.PrepareReply;
import org.codearena.contract.PrepareRequest;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.contract.RunnerStatus;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.contract.TestReply;
import org.codearena.contract.TestRequest;
import org.codearena.contract.ValidatorReply;
import org.codearena.contract.ValidatorRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

final class WireJsonTest {
    private static final JsonMapper JSON = WireJson.mapper();
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final Limits SMALL = new Limits(1_000, 3_000, 64 << 20, 8, 16, 1_024, 512, 4_096, 1 << 20);

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(
                        "compile-request",
                        new CompileRequest(
                                List.of(
                                        SourceFile.of("org/example/Main.java", "class Main {}\n"),
                                        new SourceFile("data.bin", new byte[] {0, -1})),
                                Optional.of(new Step(
                                        List.of("javac", "-d", "/out", "org/example/Main.java"),
                                        Map.of("LC_ALL", "C.UTF-8"))),
                                Limits.DEFAULT,
                                16 << 20,
                                500)),
                Arguments.of(
                        "compile-request-without-step",
                        new CompileRequest(
                                List.of(SourceFile.of("main.py", "print(1)\n")),
                                Optional.empty(),
                                Limits.DEFAULT,
                                1,
                                1)),
                Arguments.of(
                        "compile-reply",
                        new CompileReply(
                                Optional.of("77893c623fae79a141c5f7896cd0b2ed"),
                                Optional.of(new RunReport(new Exit.Code(0), false, 26_639, 29_327, 27_447_296, 0, 12)),
                                "a warning\n",
                                true)),
                Arguments.of(
                        "compile-reply-without-program",
                        new CompileReply(
                                Optional.empty(),
                                Optional.of(new RunReport(
                                        new Exit.OverLimit(Limit.CPU_TIME),
                                        false,
                                        2_001_000,
                                        2_100_000,
                                        27_447_296,
                                        0,
                                        0)),
                                "")),
                Arguments.of(
                        "run-request",
                        new RunRequest(
                                Step.of("python3", "main.py"),
                                Optional.of(EMPTY),
                                SMALL,
                                Map.of("data/words.txt", EMPTY))),
                Arguments.of(
                        "test-request",
                        new TestRequest(
                                new RunRequest(Step.of("python3", "main.py"), Optional.of(EMPTY), SMALL),
                                new ValidatorRequest(
                                        "77893c623fae79a141c5f7896cd0b2ed",
                                        Step.of("/box/validate", "/test/in", "/test/ans", "/out/"),
                                        Map.of("in", EMPTY, "ans", EMPTY),
                                        List.of(SourceFile.of("state", "2\n")),
                                        SMALL,
                                        8 << 20),
                                false)),
                Arguments.of(
                        "test-reply",
                        new TestReply(
                                new RunReport(new Exit.Code(0), false, 8_000, 9_000, 1 << 20, 3, 0),
                                "49\n",
                                "",
                                Optional.of(new ValidatorReply(
                                        new RunReport(new Exit.Code(43), false, 500, 600, 1 << 20, 0, 0),
                                        false,
                                        "",
                                        List.of(SourceFile.of("judgemessage.txt", "wrong\n")))))),
                Arguments.of(
                        "test-reply-without-validation",
                        new TestReply(
                                new RunReport(new Exit.Code(1), false, 8_000, 9_000, 1 << 20, 1, 0),
                                "4",
                                "Traceback\n",
                                Optional.empty())),
                Arguments.of(
                        "prepare-request",
                        new PrepareRequest(
                                "java",
                                "1-25.0.3",
                                List.of(SourceFile.of("Train.java", "class Train {}\n")),
                                Step.of("sh", "prepare.sh"),
                                new Limits(60_000, 180_000, 1 << 30, 128, 1_024, 65_536, 65_536, 268_435_456, 0))),
                Arguments.of("prepare-reply", new PrepareReply(true, Optional.empty(), "")),
                Arguments.of(
                        "runner-status",
                        new RunnerStatus(
                                "B+",
                                List.of("own-uid: programs run under the uid of the sandbox itself"),
                                2,
                                "6.18.44",
                                EMPTY)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void eachShapeIsWrittenAndReadAsItsGoldenFile(String name, Object value) throws IOException {
        byte[] golden = golden(name);
        assertEquals(JSON.readTree(golden), JSON.readTree(JSON.writeValueAsBytes(value)));
        assertEquals(value, JSON.readValue(golden, value.getClass()));
    }

    @Test
    void everyEndOfARunHasItsOwnShape() throws IOException {
        List<Exit> exits = List.of(
                new Exit.Code(3),
                new Exit.Signal(11),
                new Exit.OverLimit(Limit.CPU_TIME),
                new Exit.OverLimit(Limit.WALL_TIME),
                new Exit.OverLimit(Limit.MEMORY),
                new Exit.OverLimit(Limit.OUTPUT),
                new Exit.NotStarted("no such file or directory"),
                new Exit.Cancelled());
        List<RunReport> reports = exits.stream()
                .map(exit -> new RunReport(exit, exit.equals(new Exit.OverLimit(Limit.MEMORY)), 1, 2, 3, 4, 5))
                .toList();
        byte[] golden = golden("run-reports");
        assertEquals(JSON.readTree(golden), JSON.readTree(JSON.writeValueAsBytes(reports)));
        assertEquals(reports, List.of(JSON.readValue(golden, RunReport[].class)));
    }

    @Test
    void whatANewerSenderAddsAndAnOlderOneLeavesOutIsNoError() {
        assertEquals(
                new PrepareReply(true, Optional.empty(), "x"),
                JSON.readValue("{\"ready\": true, \"output\": \"x\", \"color\": \"green\"}", PrepareReply.class));
        assertEquals(
                new RunRequest(Step.of("true"), Optional.empty(), Limits.DEFAULT),
                JSON.readValue(
                        "{\"step\": {\"command\": [\"true\"], \"environment\": {}}, \"limits\": "
                                + JSON.writeValueAsString(Limits.DEFAULT) + "}",
                        RunRequest.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"files\": null, \"step\": null, \"limits\": null, \"programBytes\": 1, \"programFiles\": 1}",
                "{}",
                "{\"files\": [null]}",
                "[]",
                "{\"files\": []} {}"
            })
    void aMissingValueIsRefused(String json) {
        assertThrows(JacksonException.class, () -> JSON.readValue(json, CompileRequest.class));
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream file = WireJsonTest.class.getResourceAsStream("/wire/" + name + ".json")) {
            return Objects.requireNonNull(file, name).readAllBytes();
        }
    }
}
