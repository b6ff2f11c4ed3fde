package org.codearena.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.codearena.contract.CompileReply;
import org.codearena.contract.Exit;
import org.codearena.contract.Limits;
import org.codearena.contract.RunRequest;
import org.codearena.contract.RunnerStatus;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.runner.Client.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a runner with real boxes: boxes die, it stops, it works in another mode. Each leaves nothing behind. */
@Timeout(120)
final class RunnerLifeTest {
    private static final Limits LIMITS = Client.LIMITS;
    private static final SourceFile DUMMY = SourceFile.of("dummy", "");

    @TempDir
    private Path directory;

    @Test
    void aBoxThatIsKilledCostsItsRunOnly() throws Exception {
        Options options = options("auto");
        try (Runner _ = Runner.start(options)) {
            try (Client client = new Client(options.listen())) {
                begin(client, client.program(DUMMY), "echo on; sleep 50");
                Sandbox.boxes(options).forEach(ProcessHandle::destroyForcibly);
                assertTrue(readUntil(client, "137").contains("the box ended with status 137"));
            }
            try (Client client = new Client(options.listen())) {
                String program = client.program(DUMMY);
                for (int i = 0; i < 4; i++) {
                    assertEquals(
                            "again\n",
                            client.shell(program, "echo again", LIMITS).output());
                }
            }
            while (Sandbox.boxes(options).size() < 2) {
                // The box that was idle when it was killed is back in a moment too.
                Thread.sleep(10);
            }
        }
        Sandbox.assertNothingIsLeftOf(options);
    }

    @Test
    void stoppingWaitsForWhatRunsAndTurnsOthersAway() throws Exception {
        Options options = options("auto");
        Runner runner = Runner.start(options);
        try (Client client = new Client(options.listen());
                Client other = new Client(options.listen())) {
            begin(client, client.program(DUMMY), "echo on; sleep 1; echo done");
            Thread stopping = Thread.ofPlatform().start(runner::drain);
            while (runner.readiness().reasons().isEmpty()) {
                Thread.onSpinWait();
            }
            Client.Answer refused = other.get("/health/ready");
            assertEquals(503, refused.status());
            assertEquals(
                    "[\"the runner is stopping\"]",
                    refused.json().get("reasons").toString());
            assertEquals("1", refused.headers().get("retry-after"));
            String rest = new String(client.stream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(rest.contains("done\n") && rest.contains("\"type\":\"code\""), rest);
            stopping.join();
        }
        Sandbox.assertNothingIsLeftOf(options);
    }

    @Test
    void stoppingAtOnceKillsWhatRuns() throws Exception {
        Options options = options("auto");
        Runner runner = Runner.start(options);
        try (Client client = new Client(options.listen())) {
            begin(client, client.program(DUMMY), "echo on; sleep 50");
            runner.close();
        }
        Sandbox.assertNothingIsLeftOf(options);
    }

    @Test
    void theWeakerModeWorksToo() throws Exception {
        Options options = options("B");
        try (Runner runner = Runner.start(options);
                Client client = new Client(options.listen())) {
            assertEquals("B", runner.mode());
            assertNotEquals(
                    List.of(),
                    client.get("/health/ready").as(RunnerStatus.class).lacks());
            CompileReply compiled = client.compile("cp a /out/b", SourceFile.of("a", "text"));
            String program = compiled.program().orElseThrow();
            String input = RunnerTest.sha256("in");
            client.call("PUT", "/blobs/" + input, "in".getBytes(StandardCharsets.UTF_8));
            Step step = Step.of("sh", "-c", "cat - b; exit 4");
            Ran ran = client.run(program, new RunRequest(step, Optional.of(input), LIMITS));
            assertEquals("intext", ran.output());
            assertEquals(new Exit.Code(4), ran.report().exit());
            assertInstanceOf(
                    Exit.OverLimit.class,
                    client.shell(program, "sleep 20", RunnerTest.wall(LIMITS, 100))
                            .report()
                            .exit());
        }
        Sandbox.assertNothingIsLeftOf(options);
    }

    private Options options(String mode) throws Exception {
        Sandbox.require(mode);
        // A box that leaves root for its own uid must be able to get there.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        return Sandbox.options(directory, Sandbox.BOX, "--slots", "2", "--mode", mode, "--slot-uid-base", "60200");
    }

    private static void begin(Client client, String program, String script) throws IOException {
        client.begin(program, script, RunnerTest.wall(LIMITS, 100_000));
        assertTrue(readUntil(client, "on\n").endsWith("on\n"));
    }

    private static String readUntil(Client client, String end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.UTF_8).endsWith(end)) {
            int octet = client.stream().read();
            if (octet < 0) {
                throw new EOFException("read only " + bytes.toString(StandardCharsets.UTF_8));
            }
            bytes.write(octet);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
