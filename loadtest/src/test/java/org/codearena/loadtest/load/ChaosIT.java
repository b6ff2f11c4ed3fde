package org.codearena.loadtest.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.report.Incident;
import org.codearena.loadtest.load.report.RunRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code load chaos}: everything that a whole installation of one process can lose, each once at least. */
final class ChaosIT {
    // The broker keeps links that lead out of the directory.
    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path home;

    private static SmallInstallation installation;

    @BeforeAll
    static void start() throws Exception {
        installation = SmallInstallation.start(home);
    }

    @AfterAll
    static void end() throws Exception {
        installation.end();
    }

    @Test
    void whateverBreaksEveryPromiseIsKeptAndEverythingHeals() throws Exception {
        int code = LoadMain.commands()
                .execute(
                        "chaos",
                        "--data",
                        installation.data().toString(),
                        "--problems",
                        installation.problems().toString(),
                        "--report",
                        home.resolve("report").toString(),
                        "--seed",
                        "1",
                        "--minutes",
                        "0.9",
                        "--every",
                        "4",
                        "--longest-hold",
                        "3");
        RunRecord run = RunRecord.read(home.resolve("report"));
        assertEquals(List.of(), run.account().findings());
        assertEquals(
                List.of(),
                run.figures().stream()
                        .filter(figure -> !figure.held())
                        .map(Figure::row)
                        .toList());
        assertEquals(0, code);
        assertTrue(run.account().acknowledged() > 15, run.account().toString());
        long hits = run.incidents().stream().filter(Incident::hit).count();
        assertTrue(hits >= 8, run.incidents().toString());
    }

    @Test
    void aTargetElsewhereIsRefusedBeforeAnythingIsTouched() {
        assertEquals(2, LoadMain.commands().execute("chaos", "--target", "https://192.0.2.1"));
    }
}
