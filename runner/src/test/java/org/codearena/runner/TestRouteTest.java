package org.codearena.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.codearena.contract.CompileReply;
import org.codearena.contract.Exit;
import org.codearena.contract.Limit;
import org.codearena.contract.Limits;
import org.codearena.contract.RunRequest;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.contract.TestReply;
import org.codearena.contract.TestRequest;
import org.codearena.contract.ValidatorReply;
import org.codearena.contract.ValidatorRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests with validators, in real boxes of a runner that has one slot only. */
@Timeout(60)
final class TestRouteTest {
    private static final Limits LIMITS = Client.LIMITS;
    private static final Exit RIGHT = new Exit.Code(42);
    private static final Exit WRONG = new Exit.Code(43);

    /** Compares like {@code cmp}; says on standard error what it saw. */
    private static final String COMPARES = """
            #include <stdio.h>
            #include <string.h>
            int main(int count, char **arguments) {
                char answer[64] = "", output[64] = "";
                FILE *file = fopen(arguments[2], "r");
                if (count < 4 || file == NULL || fgets(answer, 64, file) == NULL) return 1;
                if (fgets(output, 64, stdin) == NULL) output[0] = 0;
                fprintf(stderr, "saw %s", output);
                printf("nobody reads this");
                return strcmp(answer, output) == 0 ? 42 : 43;
            }
            """;

    /** Thinks of 37, answers "lower", "higher" or "right", and gives up after ten questions. */
    private static final String GUESSES = """
            import sys
            for turn in range(10):
                line = sys.stdin.readline()
                if not line.strip().isdigit():
                    sys.exit(43)
                guess = int(line)
                if guess == 37:
                    print("right", flush=True)
                    sys.exit(43 if sys.stdin.readline() else 42)
                print("lower" if guess > 37 else "higher", flush=True)
            sys.exit(43)
            """;

    private static final String HALVES = """
            low, high = 0, 100
            while True:
                guess = (low + high) // 2
                print(guess, flush=True)
                answer = input()
                if answer == "right":
                    break
                if answer == "lower":
                    high = guess
                else:
                    low = guess
            """;

    @TempDir
    private static Path directory;

    private static Options options;
    private static @Nullable Runner runner;

    private Client client;

    @BeforeAll
    static void startRunner() throws Exception {
        Sandbox.require("auto");
        options = Sandbox.options(directory, Sandbox.BOX, "--slots", "1");
        runner = Runner.start(options, Duration.ofMillis(500));
    }

    @AfterAll
    static void stopRunner() throws Exception {
        if (runner != null) {
            runner.close();
            Sandbox.assertNothingIsLeftOf(options);
        }
    }

    @BeforeEach
    void connect() throws IOException {
        client = new Client(options.listen());
    }

    @AfterEach
    void hangUp() throws IOException {
        client.close();
    }

    // ---- the validator reads what the program has written ----

    @Test
    void theValidatorSeesWhatTheProgramWroteAndItsExitIsTold() throws Exception {
        CompileReply compiled =
                client.compile("gcc -o /out/compares compares.c", SourceFile.of("compares.c", COMPARES));
        String validator = compiled.program().orElseThrow(() -> new AssertionError(compiled.output()));
        Step step = Step.of("/box/compares", "/test/in", "/test/ans", "/out/");
        Map<String, String> files = Map.of("in", blob("7\n"), "ans", blob("49\n"));
        TestReply right = inTurn(shell("read n; echo $((n * n))"), validator, step, files, "7\n");
        assertEquals(RIGHT, exit(right));
        assertEquals(new Exit.Code(0), right.report().exit());
        assertEquals("49\n", right.output());
        assertEquals("saw 49\n", validation(right).error());
        assertEquals(17, validation(right).report().outputBytes());
        assertFalse(validation(right).endedFirst());
        assertEquals(WRONG, exit(inTurn(shell("echo 50"), validator, step, files, "7\n")));
        assertEquals(WRONG, exit(inTurn(shell("true"), validator, step, files, "7\n")));
        assertEquals(
                new Exit.Code(1),
                exit(inTurn(shell("echo 50"), validator, Step.of("/box/compares", "x", "/test/none"), files, "7\n")));
    }

    @Test
    void aValidatorIsNotStartedForAProgramThatFailed() throws Exception {
        String validator = validator("exit 42");
        for (String script : List.of("echo half; exit 1", "kill -SEGV $$", "while :; do :; done")) {
            TestReply reply = test(
                    shell(script),
                    request(validator, false, LIMITS.withCpuTimeMs(200).withWallTimeMs(20_000), LIMITS));
            assertEquals(Optional.empty(), reply.validation(), script);
        }
        TestReply crashed = test(shell("echo half; echo why >&2; exit 3"), request(validator, false, LIMITS, LIMITS));
        assertEquals(new Exit.Code(3), crashed.report().exit());
        assertEquals("half\n", crashed.output());
        assertEquals("why\n", crashed.error());
        TestReply loud = test(shell("yes"), request(validator, false, LIMITS.withOutputBytes(10_000), LIMITS));
        assertEquals(new Exit.OverLimit(Limit.OUTPUT), loud.report().exit());
        assertEquals(10_000, loud.output().length());
    }

    @Test
    void everyEndOfAValidatorIsToldApart() throws Exception {
        String program = shell("echo x");
        assertEquals(
                new Exit.Signal(6), exit(test(program, request(validator("kill -ABRT $$"), false, LIMITS, LIMITS))));
        assertEquals(
                new Exit.OverLimit(Limit.WALL_TIME),
                exit(test(program, request(validator("sleep 20"), false, LIMITS, LIMITS.withWallTimeMs(200)))));
        TestRequest missing = request(validator("true"), Step.of("/box/missing"), Map.of(), false);
        assertEquals(new Exit.NotStarted("no such file or directory"), exit(test(program, missing)));
    }

    @Test
    void muchOutputReachesTheValidatorWholeAndByNameToo() throws Exception {
        String program = shell("seq 1 900000");
        String expected = HexFormat.of().formatHex(sha256(seq()));
        TestReply reply = test(
                program,
                request(
                        validator(
                                "sha256sum < /dev/stdin | cut -c 1-64 > /out/a; cat | sha256sum | cut -c 1-64 > /out/b"),
                        false,
                        LIMITS.withOutputBytes(16 << 20),
                        LIMITS));
        assertEquals(64 << 10, reply.output().length());
        assertEquals(expected + "\n", feedback(reply, "a"));
        assertEquals(expected + "\n", feedback(reply, "b"));
    }

    private static String seq() {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 900_000; i++) {
            text.append(i).append('\n');
        }
        return text.toString();
    }

    @Test
    void feedbackComesBackWithinItsBoundsAndGoesInAgain() throws Exception {
        String program = shell("echo x");
        String validator = validator("""
                cd /out
                [ -f state ] && count=$(cat state) || count=0
                count=$((count + 1)); echo $count > state
                mkdir -p deep && echo "pass $count" >> deep/messages
                ln -s /etc/passwd link; mkfifo pipe
                [ $count -ge 3 ] && exit 42
                echo "$count" > nextpass.in; exit 42
                """);
        List<SourceFile> feedback = List.of();
        for (int pass = 1; pass <= 3; pass++) {
            ValidatorReply reply = validation(test(program, requestWith(validator, feedback, 1 << 20)));
            assertEquals(RIGHT, reply.report().exit(), reply.error());
            feedback = reply.feedback();
            assertEquals(
                    List.of("deep/messages", "nextpass.in", "state"),
                    feedback.stream().map(SourceFile::path).sorted().toList());
        }
        assertEquals("pass 1\npass 2\npass 3\n", text(feedback, "deep/messages"));
        ValidatorReply full =
                validation(test(program, requestWith(validator("yes > /out/much; exit 43"), List.of(), 100_000)));
        assertEquals(WRONG, full.report().exit());
        assertTrue(full.feedback().stream().mapToLong(SourceFile::size).sum() <= 100_000, "more than was allowed");
        assertEquals(
                List.of(),
                validation(test(program, requestWith(validator("echo x > /out/x; sleep 9"), List.of(), 100)))
                        .feedback());
    }

    @Test
    void neitherSideSeesAnythingOfTheOther() throws Exception {
        String program = client.program(SourceFile.of("secret", "of the program"));
        String look = "ls /test /out; ls /box; ls -A /tmp; id -u; ls /proc | grep -c '^[0-9]'";
        Step looks = Step.of("sh", "-c", look + "; echo mine > /tmp/left; exit 0");
        Map<String, String> files = Map.of("answer", blob("42"));
        String validator = client.program(SourceFile.of("judge", ""));
        Step judge = Step.of("sh", "-c", "{ " + look + "; cat; } > /out/seen 2>&1; echo x > /test/new; exit 42");
        for (boolean interactive : new boolean[] {false, true}) {
            TestReply reply = test(
                    program,
                    new TestRequest(
                            new RunRequest(looks, Optional.empty(), LIMITS),
                            new ValidatorRequest(validator, judge, files, List.of(), LIMITS, 10_000),
                            interactive));
            String seen = feedback(reply, "seen");
            assertEquals(RIGHT, exit(reply));
            assertTrue(seen.contains("/test:\nanswer\n") && seen.contains("\njudge\n"), seen);
            assertFalse(seen.substring(0, seen.indexOf("\njudge\n")).contains("secret"), seen);
            assertTrue(
                    validation(reply).error().contains("Read-only file system"),
                    validation(reply).error());
            String program1 = seen.substring(seen.indexOf("\njudge\n") + 7);
            assertTrue(
                    program1.contains("secret\n") && !program1.contains("answer") && !program1.contains("left"), seen);
            List<String> lines = program1.lines().toList();
            boolean ownUids =
                    "A".equals(client.get("/health/ready").json().get("mode").asString());
            assertTrue(
                    !ownUids || !lines.getFirst().equals(lines.get(lines.size() - 2)),
                    "the uids are the same: " + seen);
            assertTrue(reply.error().contains("cannot access '/test'"), reply.error());
        }
        Path test = options.data().resolve("slots/0.test");
        assertEquals(0, Optional.ofNullable(test.toFile().list()).orElseThrow().length, "files of a test were left");
    }

    // ---- both talk ----

    @Test
    void aProgramThatPlaysByTheRulesIsAccepted() throws Exception {
        TestReply reply = play(HALVES);
        assertEquals(RIGHT, exit(reply));
        assertEquals(new Exit.Code(0), reply.report().exit());
        assertEquals(0, reply.report().outputBytes());
        assertEquals("", reply.output());
    }

    @Test
    void aValidatorThatIsThroughFirstIsSaidToBe() throws Exception {
        TestReply wrong = play(
                "import os, sys\nwhile True:\n    os.write(1, b'1\\n')\n    if not sys.stdin.readline():\n        os._exit(5)\n");
        assertEquals(WRONG, exit(wrong));
        assertTrue(validation(wrong).endedFirst());
        assertTrue(
                List.of(new Exit.Code(5), new Exit.Code(1))
                        .contains(wrong.report().exit()),
                wrong.toString());
        TestReply deaf = play("import time\nprint('nonsense', flush=True)\nwhile True:\n    pass\n");
        assertEquals(WRONG, exit(deaf));
        assertTrue(validation(deaf).endedFirst());
        assertEquals(new Exit.Cancelled(), deaf.report().exit());
        assertTrue(deaf.report().wallMicros() < 3_000_000, "a program that was refused went on for long");
    }

    @Test
    void aProgramThatDiesOfTheBrokenPipeDidNotEndFirst() throws Exception {
        String closes = "import os, time\nos.close(0)\ntime.sleep(0.5)\nos._exit(43)\n";
        TestReply reply =
                test(shell("exec yes"), request(python(closes), Step.of("python3", "/box/v.py"), Map.of(), true));
        assertEquals(new Exit.Signal(13), reply.report().exit());
        assertEquals(WRONG, exit(reply));
        assertTrue(validation(reply).endedFirst());
    }

    @Test
    void aProgramThatFailsByItselfEndedFirst() throws Exception {
        TestReply crashed = play("print(50, flush=True)\ninput()\nraise SystemExit(5)\n");
        assertEquals(new Exit.Code(5), crashed.report().exit());
        assertEquals(WRONG, exit(crashed));
        assertFalse(validation(crashed).endedFirst());
        TestReply silent = play(
                "import sys\n" + HALVES.replace(", flush=True", "").replace("input()", "sys.stdin.readline().strip()"),
                LIMITS.withWallTimeMs(500));
        assertEquals(new Exit.OverLimit(Limit.WALL_TIME), silent.report().exit());
        assertEquals(WRONG, exit(silent));
        assertFalse(validation(silent).endedFirst());
        TestReply busy =
                play("while True:\n    pass\n", LIMITS.withCpuTimeMs(200).withWallTimeMs(20_000));
        assertEquals(new Exit.OverLimit(Limit.CPU_TIME), busy.report().exit());
        assertFalse(validation(busy).endedFirst());
    }

    @Test
    void aProgramMayGoOnAfterItWasAccepted() throws Exception {
        TestReply reply = test(
                shell("echo x; cat; sleep 1.5; exit 7"),
                request(validator("read x; exit 42"), Step.of("sh", "/box/v.sh"), Map.of(), true));
        assertEquals(RIGHT, exit(reply));
        assertEquals(new Exit.Code(7), reply.report().exit());
        assertTrue(validation(reply).endedFirst());
    }

    @Test
    void aValidatorHasItsOwnLimits() throws Exception {
        TestReply reply =
                test(shell("cat; exit 3"), request(validator("sleep 20"), true, LIMITS, LIMITS.withWallTimeMs(300)));
        assertEquals(new Exit.OverLimit(Limit.WALL_TIME), exit(reply));
        assertFalse(validation(reply).endedFirst());
        assertEquals(new Exit.Code(3), reply.report().exit());
    }

    // ---- the route ----

    @Test
    void manyTestsAtOnceShareTheOneSlot() throws Exception {
        String program = client.program(SourceFile.of("p.py", HALVES));
        String validator = python(GUESSES);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Exit>> exits = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                boolean interactive = i % 2 == 0;
                exits.add(threads.submit(() -> {
                    try (Client own = new Client(options.listen())) {
                        Step step = interactive ? Step.of("python3", "/box/v.py") : Step.of("sh", "-c", "exit 43");
                        Step run = interactive ? Step.of("python3", "p.py") : Step.of("true");
                        TestRequest request = new TestRequest(
                                new RunRequest(run, Optional.empty(), LIMITS),
                                new ValidatorRequest(validator, step, Map.of(), List.of(), LIMITS, 100),
                                interactive);
                        return exit(own.post("/programs/" + program + "/tests", request)
                                .as(TestReply.class));
                    }
                }));
            }
            for (int i = 0; i < 12; i++) {
                assertEquals(i % 2 == 0 ? RIGHT : WRONG, exits.get(i).get());
            }
        }
    }

    @Test
    void aCompanionThatDiesIsReplaced() throws Exception {
        TestRequest request = request(validator("exit 42"), false, LIMITS, LIMITS);
        String program = shell("true");
        assertEquals(RIGHT, exit(test(program, request)));
        List<ProcessHandle> boxes = Sandbox.boxes(options);
        assertEquals(2, boxes.size());
        boxes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle box : boxes) {
            box.onExit().join();
        }
        assertEquals(RIGHT, exit(test(program, request)));
        assertEquals(RIGHT, exit(test(program, request(validator("exit 42"), true, LIMITS, LIMITS))));
    }

    @Test
    void whatIsMissingOrMalformedIsSaid() throws Exception {
        String program = shell("true");
        String validator = validator("exit 42");
        TestRequest unknown = requestOf(validator, Map.of("a", "0".repeat(64)), 100);
        Client.Answer answer = client.post("/programs/" + program + "/tests", unknown);
        assertEquals(404, answer.status());
        assertEquals("0".repeat(64), answer.json().get("blob").asString());
        TestRequest good = requestOf(validator, Map.of(), 100);
        assertEquals(404, client.post("/programs/none/tests", good).status());
        assertEquals(
                "none",
                client.post("/programs/" + program + "/tests", requestOf("none", Map.of(), 100))
                        .json()
                        .get("program")
                        .asString());
        String blob = blob("x");
        for (String name : List.of("../x", "a/b", "/x", "", ".feedback", "..", "a\nb")) {
            Client.Answer refused =
                    client.post("/programs/" + program + "/tests", requestOf(validator, Map.of(name, blob), 100));
            assertEquals(400, refused.status(), name);
        }
        for (long bytes : new long[] {0, -1, 1L << 40}) {
            assertEquals(
                    400,
                    client.post("/programs/" + program + "/tests", requestOf(validator, Map.of(), bytes))
                            .status());
        }
        TestRequest tooMuch = requestWith(validator, List.of(SourceFile.of("a", "12345")), 4);
        assertEquals(
                400, client.post("/programs/" + program + "/tests", tooMuch).status());
    }

    @Test
    void testsRunInTheWeakestModeToo(@TempDir Path own) throws Exception {
        Sandbox.require("B");
        // A box that leaves root for its own uid must be able to get there.
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx--x--x"));
        Options weak = Sandbox.options(own, Sandbox.BOX, "--slots", "1", "--mode", "B", "--slot-uid-base", "60200");
        try (Runner second = Runner.start(weak);
                Client there = new Client(weak.listen())) {
            assertEquals("B", second.mode());
            client.close();
            client = there;
            String validator = validator("cat > /out/seen < /dev/stdin; exit 42");
            TestReply reply = test(shell("echo hello"), requestWith(validator, List.of(), 10_000));
            assertEquals("hello\n", feedback(reply, "seen"), validation(reply).error());
            List<SourceFile> earlier = List.of(SourceFile.of("state", "1"));
            String changes = validator("cat state /test/.feedback/state; cd /out && echo 2 >> state; exit 42");
            assertEquals("12\n", feedback(test(shell("true"), requestWith(changes, earlier, 10_000)), "state"));
            assertEquals(RIGHT, exit(play(HALVES)));
        }
        Sandbox.assertNothingIsLeftOf(weak);
    }

    // ---- files of one run ----

    @Test
    void filesOfARunLieOverTheProgramsForThatRunAlone() throws Exception {
        String program = client.program(
                SourceFile.of("main.sh", "cat data; cat deep/er/data 2>/dev/null; ls\n"),
                SourceFile.of("data", "own\n"));
        RunRequest plain = new RunRequest(Step.of("sh", "main.sh"), Optional.empty(), LIMITS);
        RunRequest covered = new RunRequest(
                plain.step(),
                Optional.empty(),
                LIMITS,
                Map.of("data", blob("other\n"), "deep/er/data", blob("deep\n")));
        Path shown = options.data().resolve("slots/0/main.sh");
        assertEquals("own\ndata\nmain.sh\n", client.run(program, plain).output());
        Object laid = Files.getLastModifiedTime(shown.getParent());
        assertEquals("own\ndata\nmain.sh\n", client.run(program, plain).output());
        assertEquals(laid, Files.getLastModifiedTime(shown.getParent()), "the program was laid again");
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    "other\ndeep\ndata\ndeep\nmain.sh\n",
                    client.run(program, covered).output());
            assertEquals("own\ndata\nmain.sh\n", client.run(program, plain).output());
        }
        for (String path : List.of("data/below", "../x", "deep/../x")) {
            RunRequest bad = new RunRequest(plain.step(), Optional.empty(), LIMITS, Map.of(path, blob("x")));
            assertEquals(400, client.post("/programs/" + program + "/runs", bad).status(), path);
        }
        assertEquals("own\ndata\nmain.sh\n", client.run(program, plain).output());
        RunRequest unknown = new RunRequest(plain.step(), Optional.empty(), LIMITS, Map.of("x", "0".repeat(64)));
        assertEquals(404, client.post("/programs/" + program + "/runs", unknown).status());
    }

    // ---- pieces ----

    private String shell(String script) throws IOException {
        return client.program(SourceFile.of("p.sh", script));
    }

    private String validator(String script) throws IOException {
        return client.program(SourceFile.of("v.sh", script));
    }

    private String python(String code) throws IOException {
        return client.program(SourceFile.of("v.py", code));
    }

    private TestReply test(String program, TestRequest request) throws IOException {
        return client.post("/programs/" + program + "/tests", request).as(TestReply.class);
    }

    private TestReply play(String code) throws IOException {
        return play(code, LIMITS);
    }

    private TestReply play(String code, Limits limits) throws IOException {
        String program = client.program(SourceFile.of("p.py", code));
        return test(
                program,
                new TestRequest(
                        new RunRequest(Step.of("python3", "p.py"), Optional.empty(), limits),
                        new ValidatorRequest(
                                python(GUESSES), Step.of("python3", "v.py"), Map.of(), List.of(), LIMITS, 1_000),
                        true));
    }

    private TestReply inTurn(String program, String validator, Step step, Map<String, String> files, String input)
            throws Exception {
        return test(
                program,
                new TestRequest(
                        new RunRequest(Step.of("sh", "p.sh"), Optional.of(blob(input)), LIMITS),
                        new ValidatorRequest(validator, step, files, List.of(), LIMITS, 1_000),
                        false));
    }

    private static TestRequest request(String validator, Step step, Map<String, String> files, boolean interactive) {
        return new TestRequest(
                new RunRequest(Step.of("sh", "p.sh"), Optional.empty(), LIMITS),
                new ValidatorRequest(validator, step, files, List.of(), LIMITS, 1_000),
                interactive);
    }

    private static TestRequest request(String validator, boolean interactive, Limits program, Limits limits) {
        return new TestRequest(
                new RunRequest(Step.of("sh", "p.sh"), Optional.empty(), program),
                new ValidatorRequest(validator, Step.of("sh", "v.sh"), Map.of(), List.of(), limits, 1_000),
                interactive);
    }

    private static TestRequest requestWith(String validator, List<SourceFile> feedback, long bytes) {
        return new TestRequest(
                new RunRequest(Step.of("sh", "p.sh"), Optional.empty(), LIMITS),
                new ValidatorRequest(
                        validator, Step.of("sh", "v.sh"), Map.of(), feedback, LIMITS.withWallTimeMs(2_000), bytes),
                false);
    }

    private static TestRequest requestOf(String validator, Map<String, String> files, long feedbackBytes) {
        return new TestRequest(
                new RunRequest(Step.of("sh", "p.sh"), Optional.empty(), LIMITS),
                new ValidatorRequest(validator, Step.of("sh", "v.sh"), files, List.of(), LIMITS, feedbackBytes),
                false);
    }

    private static ValidatorReply validation(TestReply reply) {
        return reply.validation().orElseThrow(() -> new AssertionError("no validator was started: " + reply));
    }

    private static Exit exit(TestReply reply) {
        return validation(reply).report().exit();
    }

    private static String feedback(TestReply reply, String path) {
        return text(validation(reply).feedback(), path);
    }

    private static String text(List<SourceFile> files, String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + path))
                .text();
    }

    private String blob(String content) throws Exception {
        String hash = HexFormat.of().formatHex(sha256(content));
        int status = client.call("PUT", "/blobs/" + hash, content.getBytes(StandardCharsets.UTF_8))
                .status();
        assertTrue(status < 300, "status " + status);
        return hash;
    }

    private static byte[] sha256(String content) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    }
}
