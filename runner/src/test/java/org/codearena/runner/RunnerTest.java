package org.codearena.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import org.codearena.runner.Client.Ran;
import org.codearena.runner.box.Cores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole runner with real boxes, over its socket. */
@Timeout(60)
final class RunnerTest {
    private static final Limits LIMITS = Client.LIMITS;
    private static final SourceFile DUMMY = SourceFile.of("dummy", "");

    @TempDir
    private static Path directory;

    private static Options options;
    private static @Nullable Runner runner;

    private Client client;

    @BeforeAll
    static void startRunner() throws Exception {
        Sandbox.require("auto");
        options = Sandbox.options(directory, Sandbox.BOX, "--slots", "2");
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

    @Test
    void itSaysWhatItIs() throws Exception {
        RunnerStatus status = client.get("/health/ready").as(RunnerStatus.class);
        assertEquals(2, status.slots());
        assertEquals(sha256(Files.readAllBytes(Sandbox.BOX)), status.launcher());
        assertTrue(List.of("A", "B+", "B").contains(status.mode()), status.mode());
        assertEquals(204, client.get("/health/live").status());
    }

    @Test
    void aProgramIsCompiledRunAndReported() throws Exception {
        CompileReply compiled = client.compile(
                "echo compiling; echo careful >&2; mkdir /out/lib && cp src/main.sh /out/lib/ && chmod +x /out/lib/main.sh",
                SourceFile.of("src/main.sh", "#!/bin/sh\ncat\necho \"$0 $1\"\nexit 3\n"));
        assertEquals(Optional.of(new Exit.Code(0)), compiled.report().map(RunReport::exit));
        assertEquals("compiling\ncareful\n", compiled.output());
        String input = put("some input\n");
        Ran ran = client.run(
                compiled.program().orElseThrow(),
                new RunRequest(Step.of("/box/lib/main.sh", "x"), Optional.of(input), LIMITS));
        assertEquals("some input\n/box/lib/main.sh x\n", ran.output());
        RunReport report = ran.report();
        assertEquals(new Exit.Code(3), report.exit());
        assertEquals(ran.output().length(), report.outputBytes());
        assertTrue(report.cpuMicros() > 0 && report.wallMicros() > 0 && report.memoryBytes() > 0, report.toString());
    }

    @Test
    void aStepThatFailsLeavesNoProgram() throws Exception {
        List<String> before = programs();
        CompileReply failed = client.compile("echo 'syntax error' >&2; touch /out/half; exit 1", DUMMY);
        assertEquals(Optional.empty(), failed.program());
        assertEquals(Optional.of(new Exit.Code(1)), failed.report().map(RunReport::exit));
        assertEquals("syntax error\n", failed.output());
        CompileReply late = client.post(
                        "/programs", Client.compileRequest("while :; do :; done", LIMITS.withCpuTimeMs(100), DUMMY))
                .as(CompileReply.class);
        assertEquals(Optional.empty(), late.program());
        assertEquals(
                Optional.of(new Exit.OverLimit(Limit.CPU_TIME)), late.report().map(RunReport::exit));
        assertEquals(before, programs());
    }

    private static List<String> programs() {
        String[] names = options.data().resolve("programs").toFile().list();
        return Stream.of(names == null ? new String[0] : names).sorted().toList();
    }

    @Test
    void everyLimitHolds() throws Exception {
        String program = client.program(DUMMY);
        assertEquals(
                new Exit.OverLimit(Limit.CPU_TIME), exit(program, "while :; do :; done", LIMITS.withCpuTimeMs(100)));
        assertEquals(new Exit.OverLimit(Limit.WALL_TIME), exit(program, "sleep 20", wall(LIMITS, 200)));
        RunReport hungry = client.shell(program, "head -c 200000000 /dev/zero | tail", LIMITS.withMemoryBytes(32 << 20))
                .report();
        assertEquals(new Exit.OverLimit(Limit.MEMORY), hungry.exit());
        Ran loud = client.shell(program, "yes", LIMITS.withOutputBytes(100_000));
        assertEquals(new Exit.OverLimit(Limit.OUTPUT), loud.report().exit());
        assertEquals(100_000, loud.output().length());
        assertEquals(100_001, loud.report().outputBytes());
        assertEquals(
                "1\n",
                client.shell(program, "for i in 1 2 3 4 5 6; do sleep 1 & done 2>/dev/null; echo 1", LIMITS)
                        .output());
        Ran forks = client.shell(program, "for i in 1 2 3 4 5 6 7 8; do sleep 1 & done; wait", LIMITS.withProcesses(4));
        assertTrue(forks.error().contains("fork"), forks.error());
    }

    @Test
    void aRunHasTheCoreOfItsSlotAndACompileStepAny() throws Exception {
        List<Integer> cores = Cores.allowed();
        Assumptions.assumeTrue(cores.size() >= 2, "there are fewer cores than slots");
        String look = "grep Cpus_allowed_list /proc/self/status | cut -f 2";
        String program = client.program(DUMMY);
        List<String> one = cores.subList(0, 2).stream().map(String::valueOf).toList();
        for (int i = 0; i < 4; i++) {
            String seen = client.shell(program, look, LIMITS).output().strip();
            assertTrue(one.contains(seen), seen);
        }
        String all = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                all.split("\t", -1)[1],
                client.compile(look + "; touch /out/x", DUMMY).output().strip());
    }

    @Test
    void smallerLimitsReachTheProgram() throws Exception {
        String program = client.program(DUMMY);
        Limits limits = new Limits(2_000, 5_000, 64 << 20, 16, 17, 1 << 20, 10, 1 << 20, 1 << 20);
        Ran ran = client.shell(
                program,
                "ulimit -n; ulimit -s; sh -c 'head -c 5000000 /dev/zero > /tmp/big' 2> /tmp/e; stat -c %s /tmp/big;"
                        + " printf 0123456789abcdef >&2",
                limits);
        List<String> lines = ran.output().lines().toList();
        assertEquals(List.of("17", "1024"), lines.subList(0, 2));
        assertTrue(Long.parseLong(lines.get(2)) <= 1 << 20, lines.get(2));
        assertEquals("0123456789", ran.error());
        assertEquals(16, ran.report().errorBytes());
    }

    @Test
    void everyEndIsToldApart() throws Exception {
        String program = client.program(DUMMY);
        assertEquals(new Exit.Code(139), exit(program, "exit 139", LIMITS));
        assertEquals(new Exit.Signal(11), exit(program, "kill -SEGV $$", LIMITS));
        RunRequest missing = new RunRequest(Step.of("no-such-program"), Optional.empty(), LIMITS);
        assertEquals(
                new Exit.NotStarted("no such file or directory"),
                client.run(program, missing).report().exit());
        RunRequest plain = new RunRequest(Step.of("/box/dummy"), Optional.empty(), LIMITS);
        assertEquals(
                new Exit.NotStarted("permission denied"),
                client.run(program, plain).report().exit());
    }

    @Test
    void theEnvironmentIsTheStepsAndNothingElse() throws Exception {
        String program = client.program(DUMMY);
        Step step = new Step(List.of("/usr/bin/env"), Map.of("MINE", "a b\nc%", "LANG", "C"));
        String output = client.run(program, new RunRequest(step, Optional.empty(), LIMITS))
                .output();
        assertEquals(
                List.of("HOME=/tmp", "LANG=C", "MINE=a b", "PATH=/usr/local/bin:/usr/bin:/bin", "c%"),
                output.lines().sorted().toList());
    }

    @Test
    void outputIsSeenWhileTheProgramRuns() throws Exception {
        String program = client.program(DUMMY);
        List<Client.Frame> frames =
                client.shell(program, "echo one; sleep 1; echo two >&2", LIMITS).frames();
        assertEquals("one\n", frames.getFirst().text());
        assertTrue(frames.stream().anyMatch(frame -> frame.payload().length == 0), "no frame says that it goes on");
        assertEquals("two\n", frames.get(frames.size() - 2).text());
    }

    @Test
    void muchOutputComesWholeAndInOrder() throws Exception {
        String program = client.program(DUMMY);
        String output = client.shell(program, "seq 1 400000", LIMITS).output();
        StringBuilder expected = new StringBuilder();
        for (int i = 1; i <= 400_000; i++) {
            expected.append(i).append('\n');
        }
        assertEquals(expected.toString(), output);
    }

    @Test
    void aClientThatHangsUpEndsItsRun() throws Exception {
        String program = client.program(DUMMY);
        for (int i = 0; i < 4; i++) {
            try (Client gone = new Client(options.listen())) {
                gone.begin(program, "echo $$; sleep 50", wall(LIMITS, 100_000));
                while (gone.stream().read() != 'O') {
                    // The run is on when its first frame has come.
                }
            }
        }
        long start = System.nanoTime();
        assertEquals(new Exit.Code(0), exit(program, "true", LIMITS));
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 20, "a slot was still taken");
    }

    @Test
    void aClientThatReadsNothingLosesItsRunAndNotTheSlot() throws Exception {
        String program = client.program(DUMMY);
        for (int i = 0; i < 3; i++) {
            try (Client stuck = new Client(options.listen())) {
                stuck.begin(program, "yes", wall(LIMITS.withOutputBytes(1 << 30), 100_000));
                assertThrows(IOException.class, () -> sendUntilItFails(stuck));
            }
        }
        assertEquals(new Exit.Code(0), exit(program, "true", LIMITS));
        assertEquals(new Exit.Code(0), exit(program, "true", LIMITS));
    }

    /** On a Unix socket a write fails as soon as the other side has closed; nothing is read. */
    private static void sendUntilItFails(Client stuck) throws IOException, InterruptedException {
        while (true) {
            stuck.sendRaw(new byte[] {'x'});
            Thread.sleep(20);
        }
    }

    @Test
    void aBlobThatIsMissingOrSpoiledIsAskedForAgain() throws Exception {
        String program = client.program(DUMMY);
        String hash = sha256("data");
        RunRequest request = new RunRequest(Step.of("cat"), Optional.of(hash), LIMITS);
        Client.Answer unknown = client.post("/programs/" + program + "/runs", request);
        assertEquals(404, unknown.status());
        assertEquals(hash, unknown.json().get("blob").asString());
        assertEquals(404, client.call("HEAD", "/blobs/" + hash, new byte[0]).status());
        assertEquals(
                400,
                client.call("PUT", "/blobs/" + hash, "date".getBytes(StandardCharsets.UTF_8))
                        .status());
        put("data");
        assertEquals(200, client.call("HEAD", "/blobs/" + hash, new byte[0]).status());
        assertEquals("data", client.run(program, request).output());
        Path file = options.data().resolve("blobs").resolve(hash);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(file, "DATA", StandardOpenOption.WRITE);
        assertEquals(404, client.post("/programs/" + program + "/runs", request).status());
        put("data");
        assertEquals("data", client.run(program, request).output());
    }

    @Test
    void onlyRegularFilesLeaveTheCompileBox() throws Exception {
        CompileReply reply = client.compile(
                "cd /out; echo good > good; ln -s /etc/passwd link; ln -s / root; mkfifo pipe; ln good twin; mkdir d;"
                        + " ln -s ../../.. d/up; echo deep > d/file; printf x > 'new\nline'; printf x > '..x'",
                DUMMY);
        assertTrue(reply.output().contains("entries of /out were left out"), reply.output());
        Ran ran = client.shell(
                reply.program().orElseThrow(), "cd /box && find . -type f | sort; find . ! -type f ! -type d", LIMITS);
        assertEquals("./..x\n./d/file\n", ran.output().replace("./good\n", ""));
    }

    @Test
    void aProgramTooLargeIsCutAndSaidSo() throws Exception {
        CompileReply reply = client.compile("head -c 20000000 /dev/zero > /out/big; echo x > /out/small", DUMMY);
        assertTrue(reply.program().isEmpty() || reply.output().contains("left out"), reply.toString());
    }

    @Test
    void noRunSeesAnythingOfAnother() throws Exception {
        String one = client.program(SourceFile.of("secret", "one"));
        String two = client.program(SourceFile.of("other", "two"));
        for (int i = 0; i < 4; i++) {
            client.shell(one, "echo left > /tmp/left; sleep 100 &", LIMITS);
            Ran ran = client.shell(two, "ls /box /tmp; ls /proc | grep -c '^[0-9]'; touch /box/x 2>&1", LIMITS);
            assertTrue(ran.output().startsWith("/box:\nother\n\n/tmp:\n"), ran.output());
            assertFalse(ran.output().contains("left"), ran.output());
            assertEquals(new Exit.Code(1), ran.report().exit());
        }
    }

    @Test
    void aHundredRunsAtOnceShareTwoSlots() throws Exception {
        List<String> programs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            programs.add(client.program(SourceFile.of("name", "program " + i)));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> outputs = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int number = i;
                outputs.add(threads.submit(() -> {
                    try (Client own = new Client(options.listen())) {
                        return own.shell(programs.get(number % 5), "cat name; echo \" " + number + "\"", LIMITS)
                                .output();
                    }
                }));
            }
            for (int i = 0; i < 100; i++) {
                assertEquals("program " + i % 5 + " " + i + "\n", outputs.get(i).get());
            }
        }
    }

    @Test
    void whatIsPreparedOnceIsThereForEveryLaterRun() throws Exception {
        String program = client.program(DUMMY);
        String look = "cat /prepared/test/made 2>/dev/null; stat -c %Y /prepared/test/made; echo x > /prepared/test/x";
        assertEquals("", client.shell(program, look, LIMITS).output());
        PrepareReply first = prepare("1", "cat seed > /prepared/test/made; touch -d @1000000000 /prepared/test/made");
        assertTrue(first.ready(), first.toString());
        assertEquals("seed 1\n1000000000\n", client.shell(program, look, LIMITS).output());
        PrepareReply again = prepare("1", "exit 1");
        assertEquals(new PrepareReply(true, Optional.empty(), ""), again);
        PrepareReply failed = prepare("2", "echo half > /prepared/test/made; echo no >&2; exit 1");
        assertFalse(failed.ready());
        assertEquals("no\n", failed.output());
        assertEquals("seed 1\n1000000000\n", client.shell(program, look, LIMITS).output());
        assertTrue(prepare("2", "cat seed > /prepared/test/made; touch -d @5 /prepared/test/made")
                .ready());
        assertEquals("seed 2\n5\n", client.shell(program, look, LIMITS).output());
    }

    private PrepareReply prepare(String version, String script) throws IOException {
        PrepareRequest request = new PrepareRequest(
                "test",
                version,
                List.of(SourceFile.of("seed", "seed " + version + "\n")),
                Step.of("sh", "-c", script),
                LIMITS);
        return client.post("/prepare", request).as(PrepareReply.class);
    }

    @Test
    void theSameCompileIsAnsweredAtOnceTheSecondTime() throws Exception {
        String script = "date +%N > /out/when; echo compiled once";
        CompileReply first = client.compile(script, SourceFile.of("a", "1"), SourceFile.of("b", "2"));
        CompileReply again = client.compile(script, SourceFile.of("b", "2"), SourceFile.of("a", "1"));
        assertFalse(first.cached());
        assertEquals(first.fromCache(), again);
        String program = first.program().orElseThrow();
        for (CompileRequest other : List.of(
                Client.compileRequest(script, LIMITS, SourceFile.of("a", "1"), SourceFile.of("b", "3")),
                Client.compileRequest(script, LIMITS, SourceFile.of("a", "1"), SourceFile.of("c", "2")),
                Client.compileRequest(script + " ", LIMITS, SourceFile.of("a", "1"), SourceFile.of("b", "2")),
                Client.compileRequest(
                        script, LIMITS.withProcesses(9), SourceFile.of("a", "1"), SourceFile.of("b", "2")))) {
            CompileReply reply = client.post("/programs", other).as(CompileReply.class);
            assertFalse(reply.cached());
            assertFalse(reply.program().orElseThrow().equals(program));
        }
        assertEquals(client.program(SourceFile.of("x", "same")), client.program(SourceFile.of("x", "same")));
    }

    @Test
    void equalCompilesAtOnceCompileOnce() throws Exception {
        CompileRequest request = Client.compileRequest("sleep 0.3; date +%N > /out/when", LIMITS, DUMMY);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<CompileReply>> replies = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                replies.add(threads.submit(() -> {
                    try (Client own = new Client(options.listen())) {
                        return own.post("/programs", request).as(CompileReply.class);
                    }
                }));
            }
            List<CompileReply> all = new ArrayList<>();
            for (Future<CompileReply> reply : replies) {
                all.add(reply.get());
            }
            assertEquals(1, all.stream().map(CompileReply::program).distinct().count());
            assertEquals(1, all.stream().filter(reply -> !reply.cached()).count());
        }
    }

    @Test
    void aCompileThatFailedIsTriedAgain() throws Exception {
        assertFalse(client.compile("echo no; exit 1", DUMMY).cached());
        assertFalse(client.compile("echo no; exit 1", DUMMY).cached());
    }

    @Test
    void anUnknownProgramIsSaidToBe() throws Exception {
        RunRequest request = new RunRequest(Step.of("true"), Optional.empty(), LIMITS);
        Client.Answer answer = client.post("/programs/none/runs", request);
        assertEquals(404, answer.status());
        assertEquals(
                "urn:codearena:runner:unknown-program",
                answer.json().get("type").asString());
        assertEquals("application/problem+json", answer.headers().get("content-type"));
    }

    private Exit exit(String program, String script, Limits limits) throws IOException {
        return client.shell(program, script, limits).report().exit();
    }

    private String put(String content) throws Exception {
        String hash = sha256(content);
        int status = client.call("PUT", "/blobs/" + hash, content.getBytes(StandardCharsets.UTF_8))
                .status();
        assertTrue(status == 201 || status == 204, "status " + status);
        return hash;
    }

    static String sha256(String content) throws Exception {
        return sha256(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    static Limits wall(Limits limits, long millis) {
        return new Limits(
                limits.cpuTimeMs(),
                millis,
                limits.memoryBytes(),
                limits.processes(),
                limits.openFiles(),
                limits.outputBytes(),
                limits.errorBytes(),
                limits.temporaryBytes(),
                limits.stackBytes());
    }
}
