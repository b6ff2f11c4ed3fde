package org.codearena.server.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.Lane;
import org.codearena.contract.SourceFile;
import org.codearena.server.TestDatabase;
import org.codearena.server.kernel.Ids;
import org.codearena.server.submission.NewSubmission.RunLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SubmissionStoreTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration OVER = Duration.ofSeconds(-1);
    private static final Judgement ACCEPTED = new Judgement(
            Verdict.ACCEPTED,
            Optional.empty(),
            12,
            1 << 20,
            "",
            List.of(new TestResult(1, "sample", true, "accepted", 12, 20, 1 << 20, "")),
            Optional.empty());

    private final Ids ids = new Ids(InstantSource.system());
    private final SubmissionStore store = new SubmissionStore();
    private TestDatabase db;

    @BeforeAll
    void open() {
        db = TestDatabase.open();
    }

    @AfterAll
    void close() {
        db.close();
    }

    @Test
    void aClaimGivesTheSourcesAndTheFirstAttempt() {
        UUID id = queued();
        Work work = granted(id, "one", LEASE);
        assertEquals(1, work.attempt());
        assertEquals(List.of(SourceFile.of("main.py", "print(1)"), SourceFile.of("lib/b.py", "")), work.files());
    }

    @Test
    void aSecondJudgeIsRefusedUntilTheLeaseIsOver() {
        UUID id = queued();
        granted(id, "one", LEASE);
        assertInstanceOf(Claim.Busy.class, claim(id, "two", LEASE));
        UUID lapsed = queued();
        granted(lapsed, "one", OVER);
        assertEquals(2, granted(lapsed, "two", LEASE).attempt());
    }

    @Test
    void theSameWorkerTakesUpAgainWhatItsLastLifeHad() {
        UUID id = queued();
        granted(id, "one", LEASE);
        assertEquals(2, granted(id, "one", LEASE).attempt());
    }

    @Test
    void lateVerdictOfAnOldAttemptChangesNothing() {
        UUID id = queued();
        granted(id, "one", OVER);
        granted(id, "two", LEASE);
        assertFalse(record(id, 1, Judgement.withoutTests(Verdict.RUN_TIME_ERROR, "")));
        assertTrue(record(id, 2, ACCEPTED));
        assertFalse(record(id, 2, Judgement.withoutTests(Verdict.RUN_TIME_ERROR, "")));
        assertEquals("accepted", verdict(id));
    }

    @Test
    void aJudgedSubmissionIsNotClaimedAgain() {
        UUID id = queued();
        record(id, granted(id, "one", LEASE).attempt(), ACCEPTED);
        assertInstanceOf(Claim.Done.class, claim(id, "two", LEASE));
        assertInstanceOf(Claim.Done.class, claim(UUID.randomUUID(), "two", LEASE));
    }

    @Test
    void afterFourAttemptsItIsExhausted() {
        UUID id = queued();
        for (int attempt = 1; attempt <= AttemptTable.MAX_ATTEMPTS; attempt++) {
            assertEquals(attempt, granted(id, "one", OVER).attempt());
        }
        assertEquals(
                4,
                assertInstanceOf(Claim.Exhausted.class, claim(id, "one", LEASE)).attempt());
    }

    @Test
    void aRenewedLeaseHoldsAndAForeignOneDoesNot() {
        UUID id = queued();
        granted(id, "one", OVER);
        assertTrue(renew(id, 1));
        assertInstanceOf(Claim.Busy.class, claim(id, "two", LEASE));
        assertFalse(renew(id, 2));
    }

    @Test
    void theSweepPutsBackLapsedAttemptsAndLostMessages() {
        UUID lapsed = queued();
        granted(lapsed, "one", OVER);
        UUID lost = queued();
        release(lost);
        UUID running = queued();
        granted(running, "one", LEASE);
        db.database().inTransaction(tx -> store.attempts().recover(tx, Duration.ofSeconds(-1)));
        assertEquals("queued", state(lapsed));
        assertFalse(released(lost));
        assertEquals("compiling", state(running));
    }

    @Test
    void whatAttackersPrintCanBeStored() {
        UUID id = queued();
        int attempt = granted(id, "one", LEASE).attempt();
        TestResult odd = new TestResult(1, "secret", false, "wrong-answer", 0, 0, 0, "a\0b\uD800 \u202e <script>");
        assertTrue(record(
                id,
                attempt,
                new Judgement(
                        Verdict.WRONG_ANSWER,
                        Optional.empty(),
                        0,
                        0,
                        "\0\0",
                        List.of(odd),
                        Optional.of(new RunResult("\0", "\0", 0, null, "ok", 0, 0, 0)))));
    }

    private UUID queued() {
        UUID id = ids.next();
        NewSubmission submission = new NewSubmission(
                UUID.randomUUID(),
                Optional.empty(),
                Lane.PRACTICE,
                "python",
                List.of(SourceFile.of("main.py", "print(1)"), SourceFile.of("lib/b.py", "")),
                Optional.empty(),
                Optional.empty(),
                RunLimits.DEFAULT);
        db.database().useTransaction(tx -> store.insert(tx, id, submission));
        return id;
    }

    private Work granted(UUID id, String worker, Duration lease) {
        return assertInstanceOf(Claim.Granted.class, claim(id, worker, lease)).work();
    }

    private Claim claim(UUID id, String worker, Duration lease) {
        return db.database().inTransaction(tx -> store.claim(tx, id, worker, lease));
    }

    private boolean record(UUID id, int attempt, Judgement judgement) {
        return db.database().inTransaction(tx -> store.record(tx, id, attempt, judgement, Optional.empty()));
    }

    private boolean renew(UUID id, int attempt) {
        return db.database().inTransaction(tx -> store.attempts().renew(tx, id, attempt, LEASE));
    }

    private void release(UUID id) {
        db.database()
                .useTransaction(tx -> tx.createUpdate("update submission set released_at = now() where id = :id")
                        .bind("id", id)
                        .execute());
    }

    private boolean released(UUID id) {
        return column(id, "released_at is not null", Boolean.class);
    }

    private String state(UUID id) {
        return column(id, "state", String.class);
    }

    private String verdict(UUID id) {
        return column(id, "verdict", String.class);
    }

    private <T> T column(UUID id, String expression, Class<T> type) {
        return db.database()
                .read(handle -> handle.createQuery("select " + expression + " from submission where id = :id")
                        .bind("id", id)
                        .mapTo(type)
                        .one());
    }
}
