package org.codearena.loadtest.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.codearena.loadtest.bench.Installation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Hostile and honest submissions at once, at full load, on a whole instance: the short form of {@code bench storm}. */
final class StormIT {
    private static final long BOUND_SECONDS = 300;
    private static final Storm.Size SIZE = new Storm.Size(100, 100, 1);

    // The broker keeps links that lead out of the directory.
    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path home;

    private final Path data = home.resolve("data");

    @BeforeEach
    void start() throws Exception {
        assertEquals(0, codearena("up", "--detach", "--port", "0"));
    }

    @AfterEach
    void end() throws Exception {
        assertEquals(0, codearena("down"));
    }

    @Test
    void aStormOfAttacksChangesNoHonestVerdictAndLeavesNothing() throws Exception {
        try (Installation installation = Installation.of(data)) {
            StormReport report = new Storm(installation, data, System.out::println).blow(SIZE);
            report.lines().forEach(System.out::println);
            report.surprises().forEach(System.out::println);
            assertEquals(List.of(), report.complaints());
        }
    }

    private int codearena(String... words) throws IOException, InterruptedException {
        String app = System.getProperty("codearena.app");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                "-Dcodearena.app=" + app,
                "-Dcodearena.home=" + home,
                "-cp",
                app + "/lib/*",
                "org.codearena.embedded.Main"));
        line.addAll(List.of(words));
        line.addAll(List.of("--data", data.toString()));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(Files.createTempFile(home, "codearena", ".out").toFile())
                .start();
        assertTrue(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS), String.join(" ", words));
        return process.exitValue();
    }
}
