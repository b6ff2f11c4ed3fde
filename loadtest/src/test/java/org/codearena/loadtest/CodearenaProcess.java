package org.codearena.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The {@code codearena} command as a process of its own, on a data directory of its own.
 *
 * @param home where data, logs and shipped problems of this installation are
 * @param environment variables besides those of this process
 */
public record CodearenaProcess(Path home, Map<String, String> environment) {
    private static final long BOUND_SECONDS = 300;

    public CodearenaProcess(Path home) {
        this(home, Map.of());
    }

    public Path data() {
        return home.resolve("data");
    }

    /** Starts the installation, on a free port, with these options besides. */
    public void up(String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("up", "--detach", "--port", "0"));
        words.addAll(List.of(options));
        assertEquals(0, run(words.toArray(String[]::new)), () -> "up failed, its words are in " + home);
    }

    /** What starts it, without its words. */
    public List<String> command() {
        String app = System.getProperty("codearena.app");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                "-Dcodearena.app=" + app,
                "-Dcodearena.home=" + home,
                "-cp",
                app + "/lib/*",
                "org.codearena.embedded.Main");
    }

    /** Runs a command to its end and answers its exit code. */
    public int run(String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command());
        line.addAll(List.of(words));
        line.addAll(List.of("--data", data().toString()));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(Files.createTempFile(home, "codearena", ".out").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS), String.join(" ", words));
        return process.exitValue();
    }

    /** Ends the installation; what it keeps stays. */
    public void down() throws IOException, InterruptedException {
        assertEquals(0, run("down"));
    }
}
