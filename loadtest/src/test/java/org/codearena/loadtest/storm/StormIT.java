package org.codearena.loadtest.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.codearena.loadtest.CodearenaProcess;
import org.codearena.loadtest.bench.Installation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Hostile and honest submissions at once, at full load, on a whole instance: the short form of {@code bench storm}. */
final class StormIT {
    private static final Storm.Size SIZE = new Storm.Size(100, 100, 1);

    // The broker keeps links that lead out of the directory.
    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path home;

    private final CodearenaProcess codearena = new CodearenaProcess(home);

    @BeforeEach
    void start() throws Exception {
        codearena.up();
    }

    @AfterEach
    void end() throws Exception {
        codearena.down();
    }

    @Test
    void aStormOfAttacksChangesNoHonestVerdictAndLeavesNothing() throws Exception {
        try (Installation installation = Installation.of(codearena.data())) {
            StormReport report = new Storm(installation, codearena.data(), System.out::println).blow(SIZE);
            report.lines().forEach(System.out::println);
            report.surprises().forEach(System.out::println);
            assertEquals(List.of(), report.complaints());
        }
    }
}
