package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.codearena.contract.Step;
import org.codearena.server.Until;
import org.codearena.server.execution.job.RealRunner;
import org.codearena.server.submission.AttemptTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Submissions that are judged in Jobs from acceptance to verdict: on the real database, broker and cache, and each on a real runner in a
 * process of its own, in the real sandbox. Only the cluster between them is a fake.
 */
final class JobJudgingIT {
    private static final Step SHELL = Step.of("/bin/sh", "main.fake");

    @TempDir
    private Path directory;

    private RealRunner jobs;
    private QueuePath path;

    @BeforeEach
    void start() throws Exception {
        jobs = new RealRunner(directory.resolve("runners"), 2);
        path = QueuePath.open(directory.resolve("blobs"), new FakeLanguage("fake", SHELL), jobs.lender());
    }

    @AfterEach
    void end() {
        path.close();
        jobs.close();
    }

    @Test
    void eachSubmissionIsJudgedInAJobOfItsOwn() {
        List<UUID> right =
                IntStream.range(0, 3).mapToObj(_ -> path.submit("cat")).toList();
        UUID wrong = path.submit("echo 41");
        UUID broken = path.submit("exit 3");
        right.forEach(id -> assertEquals("accepted", path.verdictOf(id), jobs::logs));
        assertEquals("wrong-answer", path.verdictOf(wrong));
        assertEquals("run-time-error", path.verdictOf(broken));
        assertEquals(0, path.count("select count(*) from submission where attempt <> 1"));
        assertNothingIsLeft();
    }

    @Test
    void aProgramReachesNeitherTheRunnerNorItsKey() {
        String key = jobs.keyOf("127.0.8.1").toString();
        UUID id = path.submit("""
                for host in 127.0.0.1 127.0.8.1; do
                    /bin/bash -c "exec 3<>/dev/tcp/$host/%d" 2>/dev/null && { echo "reached $host"; exit; }
                done
                [ -e '%s' ] && { echo 'saw the key'; exit; }
                cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -q 'codearena-runner[.]jar' && { echo 'saw the runner'; exit; }
                [ -z "$(env | grep -i codearena)" ] || { echo 'saw a variable'; exit; }
                cat
                """.formatted(jobs.port(), key));
        assertEquals("accepted", path.verdictOf(id), jobs::logs);
    }

    @Test
    void aSubmissionThatEndsItsRunnerEachTimeIsGivenUp() throws Exception {
        UUID id = path.submit("sleep 600 & sleep 600");
        for (int attempt = 1; attempt <= AttemptTable.MAX_ATTEMPTS; attempt++) {
            int now = attempt;
            Until.holds("attempt " + now + " runs", () -> {
                path.hurry();
                return path.count("select count(*) from submission where state = 'running' and attempt = " + now) == 1;
            });
            jobs.node().kill("ca-judge-" + id + "-" + now, "Error", 137);
        }
        assertEquals("judge-error", path.verdictOf(id));
        assertTrue(path.text("select reason from parked").contains("its runner ended with status 137"));
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        Until.holds("no Job is left", () -> jobs.node().jobs().isEmpty());
        Until.holds("no runner is left", () -> jobs.node().running() == 0);
    }
}
