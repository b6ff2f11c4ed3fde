package org.codearena.loadtest.load.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.codearena.loadtest.load.report.Incident;
import org.codearena.services.Home;
import org.codearena.services.ProcessMark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On processes of its own that stand for judges. */
final class DrainsTest {
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1/health/ready");

    @TempDir
    private Path data;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    private Drains ended() throws InterruptedException {
        Drains drains = new Drains(data, List.of(new Judge("judge-1", NOWHERE)), 2);
        drains.begin(new Drains.Scene(() -> 3.5, () -> 8, 4, told::add));
        drains.end(false);
        return drains;
    }

    @Test
    void aJudgeThatDoesNotRunIsMissedAndNobodyElseIsToldToEnd() throws Exception {
        Drains drains = ended();
        assertEquals(List.of(), drains.drains());
        assertEquals(1, drains.incidents().size());
        assertEquals("judge-1 does not run", drains.incidents().getFirst().missed());
    }

    @Test
    void aProcessThatWasToldNoGraceIsLeftAlone() throws Exception {
        Process judge = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessMark.of(judge.pid()).orElseThrow().write(new Home(data).run().resolve("judge-1.pid"));
            assertEquals(
                    "judge-1 does not know its grace",
                    ended().incidents().getFirst().missed());
            assertTrue(judge.isAlive());
        } finally {
            judge.destroyForcibly();
        }
    }

    @Test
    void aRunThatIsBrokenOffEndsWhatWaitsForTheNextOne() throws Exception {
        ProcessBuilder command = new ProcessBuilder("sleep", "60");
        command.environment().put("CODEARENA_JUDGE_GRACE", "20s");
        Process judge = command.start();
        try {
            ProcessMark.of(judge.pid()).orElseThrow().write(new Home(data).run().resolve("judge-1.pid"));
            Drains drains = new Drains(data, List.of(new Judge("judge-1", NOWHERE)), 2);
            drains.begin(new Drains.Scene(() -> 3.5, () -> 8, 4, told::add));
            assertTrue(judge.waitFor(10, TimeUnit.SECONDS), "it was told to end");
            assertTrue(drains.goOn(), "another one is waited for");
            drains.end(true);
            assertEquals(List.of(), drains.drains());
        } finally {
            judge.destroyForcibly();
        }
    }

    @Test
    void onlyWhatEndsWithStatusZeroWithinItsGraceAndIsReplacedEndedInOrder() {
        assertTrue(drain(20, 0, 40).inOrder());
        assertFalse(drain(20.1, 0, 40).inOrder());
        assertFalse(drain(1, 143, 40).inOrder());
        assertFalse(drain(1, 0, Incident.NEVER).inOrder());
        assertEquals(
                "judge-1 (7) was told to end with 6 waiting, and did after 2.5 s with status 0; another was ready 37.5 s later",
                drain(2.5, 0, 40).sentence());
        assertEquals(2.5, drain(2.5, 0, 40).incident().lifted());
    }

    private static Drain drain(double took, int status, double back) {
        return new Drain("judge-1", 7, 6, Duration.ofSeconds(20), 0, took, OptionalInt.of(status), back);
    }

    @Test
    void theGraceIsWhatTheEnvironmentSays() {
        assertEquals(
                Optional.of(Duration.ofSeconds(20)),
                Grace.in("HOME=/\0CODEARENA_JUDGE_GRACE=20s\0CODEARENA_JUDGE_NAME=judge-1\0"));
        assertEquals(Optional.empty(), Grace.in("HOME=/\0"));
        assertEquals(Optional.empty(), Grace.of(-1));
    }
}
