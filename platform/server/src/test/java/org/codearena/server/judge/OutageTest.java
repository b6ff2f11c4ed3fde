package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.codearena.server.Until;
import org.codearena.server.submission.AttemptTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What judging leans on goes away for longer than all attempts would take, and comes back. */
final class OutageTest {
    private static final int SUBMISSIONS = 6;

    @TempDir
    private Path directory;

    private Path store;
    private QueuePath path;

    @BeforeEach
    void start() throws Exception {
        store = directory.resolve("blobs");
        path = QueuePath.open(store);
    }

    @AfterEach
    void end() {
        path.close();
    }

    @Test
    void aRunnerThatIsAwayCostsNobodyAnAttemptAndIsNotAskedForEachSubmission() {
        path.runners().goAway(true);
        List<UUID> waiting = submitted();
        Until.holds("a slot met nobody", () -> path.runners().refused() >= 1);
        outlastAllAttempts();
        // A slot tries one submission at most, and then waits.
        assertTrue(path.runners().refused() <= 2, "asked " + path.runners().refused() + " times");
        path.runners().goAway(false);
        assertJudgedAtTheFirstTry(waiting);
    }

    @Test
    void aStoreThatIsAwayCostsNobodyAnAttempt() throws Exception {
        Path elsewhere = Files.move(store, directory.resolve("elsewhere"));
        List<UUID> waiting = submitted();
        Until.holds(
                "attempts were set aside",
                () -> path.count("select coalesce(sum(attempts_set_aside), 0) from submission") >= 1);
        outlastAllAttempts();
        Files.move(elsewhere, store);
        assertJudgedAtTheFirstTry(waiting);
    }

    private List<UUID> submitted() {
        return IntStream.range(0, SUBMISSIONS).mapToObj(_ -> path.submit("42")).toList();
    }

    /** Without the pauses between attempts, so that those who count wrongly have used them all. */
    private void outlastAllAttempts() {
        long until = System.nanoTime() + AttemptTable.MAX_ATTEMPTS * 500_000_000L;
        Until.holds("it lasts", () -> {
            path.hurry();
            return System.nanoTime() > until;
        });
    }

    private void assertJudgedAtTheFirstTry(List<UUID> waiting) {
        waiting.forEach(id -> assertEquals("accepted", path.verdictOf(id)));
        assertEquals(0, path.count("select count(*) from submission where attempt - attempts_set_aside <> 1"));
        assertTrue(path.count("select max(attempts_set_aside) from submission") >= 1);
    }
}
