package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.codearena.services.Home;
import org.codearena.services.ProcessMark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as they are run, each in a JVM of its own, on what the build has left to be run. */
final class InstanceIT {
    private static final long BOUND_SECONDS = 180;

    @TempDir
    private Path directory;

    private DataDirectory data() {
        return new DataDirectory(directory.resolve("data"));
    }

    /** Whatever a test that failed may have left. */
    @AfterEach
    void endAll() throws Exception {
        run("down");
        // Or JUnit warns of each link out of its directory.
        Home.deleteTree(data().root().resolve("rabbitmq/plugins"));
    }

    @Test
    void oneInstanceRunsUntilItIsEndedAndTheNextFindsItsData() throws Exception {
        Result first = run("up", "--detach", "--port", "0");
        assertEquals(0, first.code, first.out);
        assertTrue(first.out.contains("CodeArena is ready at http://127.0.0.1:"), first.out);
        String password = Files.readString(data().adminPasswordFile()).strip();
        assertTrue(first.out.contains("admin password: " + password), first.out);
        assertFalse(Files.readString(data().log().resolve("up.log")).contains(password), "a log knows the password");
        ReadyFile ready = ReadyFile.read(data().readyFile()).orElseThrow();
        assertEquals(200, get(ready.url()));

        Result status = run("status");
        assertEquals(0, status.code, status.out);
        for (String part : List.of("server", "postgres", "redis", "rabbitmq", "runner", ready.url())) {
            assertTrue(status.out.contains(part), status.out);
        }

        Result second = run("up", "--port", "0");
        assertEquals(1, second.code, second.out);
        assertTrue(second.out.contains("in use by another CodeArena (process " + ready.pid() + ")"), second.out);

        Result roll = run("roll");
        assertEquals(1, roll.code, roll.out);
        assertTrue(roll.out.contains("this CodeArena is one process"), roll.out);

        Set<ProcessMark> processes = processes();
        assertEquals(5, processes.size());
        assertEquals(0, run("down").code);
        assertEquals(Set.of(), living(processes));
        assertFalse(Files.exists(data().readyFile()));
        assertEquals(1, run("status").code);

        Result again = run("up", "--detach", "--port", "0");
        assertEquals(0, again.code, again.out);
        assertFalse(again.out.contains("admin password"), "it is told the first time only");
        assertEquals(password, Files.readString(data().adminPasswordFile()).strip());
    }

    @Test
    void afterAKillTheNextStartAndTheNextEndLeaveNothingOfIt() throws Exception {
        assertEquals(0, run("up", "--detach", "--port", "0").code);
        Set<ProcessMark> killed = processes();
        kill(ReadyFile.read(data().readyFile()).orElseThrow().pid());

        Result next = run("up", "--detach", "--port", "0");
        assertEquals(0, next.code, next.out);
        assertEquals(Set.of(), living(killed));

        killed = processes();
        kill(ReadyFile.read(data().readyFile()).orElseThrow().pid());
        assertEquals(0, run("down").code);
        assertEquals(Set.of(), living(killed));
        assertEquals(1, run("status").code);
    }

    @Test
    void inTheForegroundCtrlCEndsAllOfIt() throws Exception {
        Path out = directory.resolve("out");
        ProcessBuilder command = command("up", "--port", "0").redirectOutput(out.toFile());
        // Where these tests run in the background of a shell, the signal is ignored, and a child would inherit that.
        command.command().addAll(0, List.of("env", "--default-signal=INT"));
        Process up = command.start();
        await("the ready line", () -> Files.readString(out).contains("CodeArena is ready"));
        Set<ProcessMark> processes = processes();
        assertEquals(
                0,
                new ProcessBuilder("kill", "-INT", Long.toString(up.pid()))
                        .start()
                        .waitFor());
        assertTrue(up.waitFor(BOUND_SECONDS, TimeUnit.SECONDS));
        assertEquals(Set.of(), living(processes));
        assertTrue(Files.readString(out).contains("everything is kept in"), Files.readString(out));
        assertFalse(Files.exists(data().readyFile()));
    }

    @Test
    void aPortThatIsTakenIsToldBeforeAnythingStarts() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Result up = run("up", "--detach", "--port", Integer.toString(other.getLocalPort()));
            assertEquals(1, up.code);
            assertTrue(up.out.contains("cannot listen on port " + other.getLocalPort()), up.out);
            assertTrue(up.out.contains("--port N"), up.out);
            assertFalse(data().exists(), "nothing was begun");
        }
    }

    @Test
    void aServiceThatCannotStartEndsTheOthersAndIsTold() throws Exception {
        Files.createDirectories(data().root());
        Files.writeString(data().root().resolve("redis"), "in the way");
        Result up = run("up", "--detach", "--port", "0");
        assertNotEquals(0, up.code, up.out);
        assertTrue(up.out.contains(data().root().resolve("redis") + " is in the way"), up.out);
        assertEquals(Set.of(), living(processes()));
    }

    private record Result(int code, String out) {}

    private Result run(String... words) throws Exception {
        Path out = Files.createTempFile(directory, "run", ".out");
        Process process = command(words).redirectOutput(out.toFile()).start();
        assertTrue(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS), String.join(" ", words));
        return new Result(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }

    private ProcessBuilder command(String... words) {
        String app = System.getProperty("codearena.app");
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dcodearena.app=" + app,
                "-cp",
                Path.of("target/test-classes").toAbsolutePath() + File.pathSeparator + app + "/lib/*",
                PlainServer.class.getName()));
        line.addAll(List.of(words));
        line.addAll(List.of("--data", data().root().toString()));
        return new ProcessBuilder(line).redirectErrorStream(true).redirectInput(new File("/dev/null"));
    }

    /** All processes of the instance: the server and what it started. */
    private Set<ProcessMark> processes() {
        var processes = data().home().marks().values().stream().collect(Collectors.toSet());
        data().user().ifPresent(processes::add);
        return processes;
    }

    private static Set<ProcessMark> living(Set<ProcessMark> processes) {
        return processes.stream().filter(ProcessMark::alive).collect(Collectors.toSet());
    }

    private static void kill(long pid) throws Exception {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    private static int get(String url) throws IOException {
        return ((HttpURLConnection) URI.create(url).toURL().openConnection()).getResponseCode();
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        while (!condition.call()) {
            assertTrue(System.nanoTime() < deadline, what);
            Thread.sleep(20);
        }
    }
}
