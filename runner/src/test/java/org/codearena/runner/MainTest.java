package org.codearena.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The runner as a process of its own. */
@Timeout(120)
final class MainTest {
    @TempDir
    private Path directory;

    @Test
    void wrongOptionsAreAllNamedAndTheStatusIs2() throws Exception {
        Process process = start("C.UTF-8", "--slots", "none");
        assertEquals(2, exit(process));
        assertEquals(
                List.of(
                        "--listen is missing",
                        "--data is missing",
                        "--box is missing",
                        "--slots is 'none', allowed are 1 to 1000"),
                error().lines().toList());
    }

    @Test
    void withoutUnicodeFileNamesItDoesNotStart() throws Exception {
        assertEquals(2, exit(start("C", "--slots", "1")));
        assertTrue(error().contains("start with LC_ALL=C.UTF-8"), error());
    }

    @Test
    void itEndsWithItsParentAndLeavesNothing() throws Exception {
        Process process = startRunner("--die-with-parent");
        List<ProcessHandle> boxes = process.children().toList();
        assertEquals(2, boxes.size());
        process.getOutputStream().close();
        assertEquals(0, exit(process));
        awaitEnd(boxes);
        Sandbox.assertNothingIsLeftOf(options());
    }

    @Test
    void beingToldToStopIsNoFailure() throws Exception {
        Process process = startRunner();
        List<ProcessHandle> boxes = process.children().toList();
        process.destroy();
        assertEquals(0, exit(process));
        awaitEnd(boxes);
        Sandbox.assertNothingIsLeftOf(options());
    }

    @Test
    void whenItIsKilledItsBoxesEndAndTheNextOneStarts() throws Exception {
        Process killed = startRunner();
        List<ProcessHandle> boxes = killed.children().toList();
        killed.destroyForcibly();
        assertEquals(137, exit(killed));
        awaitEnd(boxes);
        Sandbox.assertNothingIsLeftOf(options());
        Process next = startRunner("--die-with-parent");
        next.getOutputStream().close();
        assertEquals(0, exit(next));
    }

    private Options options() throws OptionsException {
        return Sandbox.options(directory, Sandbox.BOX, "--slots", "2");
    }

    /** Starts one with real boxes and waits for its line. */
    private Process startRunner(String... more) throws Exception {
        Sandbox.require("auto");
        List<String> words = new ArrayList<>(List.of(
                "--listen",
                "unix:" + directory.resolve("sock/s"),
                "--data",
                directory.resolve("data").toString(),
                "--box",
                Sandbox.BOX.toString(),
                "--slots",
                "2"));
        words.addAll(List.of(more));
        Process process = start("C.UTF-8", words.toArray(String[]::new));
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = String.valueOf(lines.readLine());
        assertTrue(line.matches("ready listen=unix:.*/sock/s mode=(A|B\\+|B) slots=2"), line + error());
        return process;
    }

    private Process start(String locale, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(directory.resolve("stderr").toFile());
        builder.environment().put("LC_ALL", locale);
        return builder.start();
    }

    private String error() throws IOException {
        return Files.readString(directory.resolve("stderr"));
    }

    private static int exit(Process process) throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the runner does not end");
        }
        return process.exitValue();
    }

    private static void awaitEnd(List<ProcessHandle> boxes) throws Exception {
        for (ProcessHandle box : boxes) {
            box.onExit().get(20, TimeUnit.SECONDS);
        }
    }
}
