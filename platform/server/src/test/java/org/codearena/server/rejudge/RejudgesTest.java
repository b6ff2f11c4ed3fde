package org.codearena.server.rejudge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.codearena.server.TestDatabase;
import org.codearena.server.kernel.Fault;
import org.codearena.server.submission.Claim;
import org.codearena.server.submission.Verdict;
import org.codearena.server.submission.Work;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RejudgesTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(-1);

    private TestDatabase db;
    private Court court;

    @BeforeAll
    void open() {
        db = TestDatabase.open();
        court = new Court(db);
    }

    @AfterAll
    void close() {
        db.close();
    }

    @Test
    void noVerdictChangesBeforeASetterSaysSo() {
        UUID problem = court.problem("easy");
        UUID right = court.judged(court.user(), problem, Verdict.ACCEPTED);
        UUID rejudge = court.start(Court.problemScope(problem));
        court.rejudgeAll(rejudge, Verdict.WRONG_ANSWER);
        assertEquals("accepted", court.verdict(right));
        assertEquals(1, attempt(right));
        assertEquals(1, court.rejudges().apply(court.setter(), rejudge, Optional.empty()));
        assertEquals("wrong-answer", court.verdict(right));
        assertEquals(List.of("1 accepted judged", "2 wrong-answer rejudged"), history(right));
    }

    @Test
    void whatWasAppliedCanBeRevertedAndAllOfItStaysInHistory() {
        UUID right = court.judged(court.user(), court.problem("easy"), Verdict.ACCEPTED);
        UUID rejudge = court.overturn(right, Verdict.TIME_LIMIT_EXCEEDED);
        court.revert(rejudge);
        assertEquals("accepted", court.verdict(right));
        assertEquals(
                List.of("1 accepted judged", "2 time-limit-exceeded rejudged", "3 accepted reverted"), history(right));
        assertConflict(() -> court.revert(rejudge));
    }

    @Test
    void aRejudgeIsNotRevertedOverANewerOne() {
        UUID id = court.judged(court.user(), court.problem("easy"), Verdict.ACCEPTED);
        UUID first = court.overturn(id, Verdict.WRONG_ANSWER);
        UUID second = court.overturn(id, Verdict.RUN_TIME_ERROR);
        assertConflict(() -> court.revert(first));
        assertEquals("run-time-error", court.verdict(id));
        court.revert(second);
        court.revert(court.overturn(id, Verdict.ACCEPTED));
        assertEquals("wrong-answer", court.verdict(id));
    }

    @Test
    void onlyThoseListedGetTheirNewVerdict() {
        UUID problem = court.problem("easy");
        UUID one = court.judged(court.user(), problem, Verdict.ACCEPTED);
        UUID other = court.judged(court.user(), problem, Verdict.ACCEPTED);
        UUID stranger = court.judged(court.user(), court.problem("easy"), Verdict.ACCEPTED);
        UUID rejudge = court.start(Court.problemScope(problem));
        court.rejudgeAll(rejudge, Verdict.WRONG_ANSWER);
        Fault fault = assertThrows(
                Fault.class,
                () -> court.rejudges().apply(court.setter(), rejudge, Optional.of(List.of(one, stranger))));
        assertEquals(Fault.Kind.BAD_INPUT, fault.kind());
        assertEquals(1, court.rejudges().apply(court.setter(), rejudge, Optional.of(List.of(one))));
        assertEquals("wrong-answer", court.verdict(one));
        assertEquals("accepted", court.verdict(other));
    }

    @Test
    void aSubmissionIsInOneRejudgeAtATime() {
        UUID problem = court.problem("easy");
        UUID id = court.judged(court.user(), problem, Verdict.ACCEPTED);
        UUID first = court.start(Court.submission(id));
        assertConflict(() -> court.start(Court.submission(id)));
        assertConflict(() -> court.start(Court.problemScope(problem)));
        court.rejudges().cancel(court.setter(), first);
        UUID second = court.start(Court.problemScope(problem));
        court.rejudgeAll(second, Verdict.ACCEPTED);
        court.rejudges().apply(court.setter(), second, Optional.empty());
        court.start(Court.submission(id));
    }

    @Test
    void whatIsSubmittedMeanwhileIsNotTouched() {
        UUID problem = court.problem("easy");
        court.judged(court.user(), problem, Verdict.ACCEPTED);
        UUID waiting = court.submit(court.user(), problem, "python");
        UUID rejudge = court.start(Court.problemScope(problem));
        UUID late = court.judged(court.user(), problem, Verdict.ACCEPTED);
        court.rejudgeAll(rejudge, Verdict.WRONG_ANSWER);
        court.judged(waiting, Verdict.ACCEPTED);
        assertEquals(1, court.rejudges().apply(court.setter(), rejudge, Optional.empty()));
        assertEquals("accepted", court.verdict(late));
        assertEquals("accepted", court.verdict(waiting));
    }

    @Test
    void theProblemsCurrentVersionIsWhatItIsJudgedBy() {
        UUID problem = court.problem("easy");
        UUID id = court.judged(court.user(), problem, Verdict.ACCEPTED);
        UUID before = versionOf(id);
        UUID version = court.newVersion(problem);
        UUID rejudge = court.start(Court.submission(id));
        Work work = granted(court.rejudgement(rejudge, id));
        assertEquals(Optional.of(version), work.problemVersion());
        assertEquals(Optional.of("hash of " + version), work.packageHash());
        assertTrue(Court.record(court.rejudgements(), work, Verdict.WRONG_ANSWER));
        court.rejudges().apply(court.setter(), rejudge, Optional.empty());
        assertEquals(version, versionOf(id));
        court.revert(rejudge);
        assertEquals(before, versionOf(id));
    }

    @Test
    void theSameVersionIsKeptWhereThatIsAskedFor() {
        UUID problem = court.problem("easy");
        UUID id = court.judged(court.user(), problem, Verdict.ACCEPTED);
        UUID before = versionOf(id);
        court.newVersion(problem);
        UUID rejudge = db.database()
                .inTransaction(tx -> court.rejudges().start(tx, court.setter(), Court.submission(id), true));
        assertEquals(
                Optional.of(before), granted(court.rejudgement(rejudge, id)).problemVersion());
    }

    @Test
    void aRejudgeThatGoesOnIsNotApplied() {
        UUID id = court.judged(court.user(), court.problem("easy"), Verdict.ACCEPTED);
        UUID rejudge = court.start(Court.submission(id));
        assertConflict(() -> court.rejudges().apply(court.setter(), rejudge, Optional.empty()));
        granted(court.rejudgement(rejudge, id));
        assertConflict(() -> court.rejudges().apply(court.setter(), rejudge, Optional.empty()));
    }

    @Test
    void aCancelledRejudgeTakesNoResultAndGivesNoWork() {
        UUID problem = court.problem("easy");
        UUID begun = court.judged(court.user(), problem, Verdict.ACCEPTED);
        UUID waiting = court.judged(court.user(), problem, Verdict.ACCEPTED);
        UUID rejudge = court.start(Court.problemScope(problem));
        Work work = granted(court.rejudgement(rejudge, begun));
        court.rejudges().cancel(court.setter(), rejudge);
        assertFalse(Court.record(court.rejudgements(), work, Verdict.WRONG_ANSWER));
        assertFalse(court.rejudgements().renew(work.id(), work.attempt()));
        assertInstanceOf(Claim.Done.class, court.rejudgements().claim(court.rejudgement(rejudge, waiting), "judge"));
        court.rejudgements().recover(AT_ONCE);
        court.rejudgements().recoverOf("judge");
        assertInstanceOf(Claim.Done.class, court.rejudgements().claim(court.rejudgement(rejudge, begun), "judge"));
        assertConflict(() -> court.rejudges().apply(court.setter(), rejudge, Optional.empty()));
        assertEquals("accepted", court.verdict(begun));
    }

    @Test
    void ourFaultNeverTakesAVerdictsPlace() {
        UUID problem = court.problem("easy");
        UUID broken = court.judged(court.user(), problem, Verdict.ACCEPTED);
        UUID fine = court.judged(court.user(), problem, Verdict.ACCEPTED);
        UUID rejudge = court.start(Court.problemScope(problem));
        UUID rejudgement = court.rejudgement(rejudge, broken);
        for (int attempt = 1; attempt <= 4; attempt++) {
            court.rejudgements().giveBack(rejudgement, granted(rejudgement).attempt(), Duration.ZERO, "told to fail");
        }
        assertInstanceOf(Claim.Exhausted.class, court.rejudgements().claim(rejudgement, "judge"));
        court.rejudgeAll(rejudge, Verdict.WRONG_ANSWER);
        assertEquals(1, court.rejudges().apply(court.setter(), rejudge, Optional.empty()));
        assertEquals("accepted", court.verdict(broken));
        assertEquals("wrong-answer", court.verdict(fine));
    }

    @Test
    void aVerdictThatChangedMeanwhileStopsTheApplication() {
        UUID problem = court.problem("easy");
        UUID id = court.judged(court.user(), problem, Verdict.ACCEPTED);
        UUID other = court.judged(court.user(), problem, Verdict.ACCEPTED);
        UUID first = court.overturn(id, Verdict.WRONG_ANSWER);
        UUID second = court.start(Court.problemScope(problem));
        court.rejudgeAll(second, Verdict.RUN_TIME_ERROR);
        court.revert(first);
        assertConflict(() -> court.rejudges().apply(court.setter(), second, Optional.empty()));
        assertEquals("accepted", court.verdict(id));
        assertEquals("accepted", court.verdict(other));
        court.rejudges().cancel(court.setter(), second);
    }

    @Test
    void boardsAreToldOfChangedVerdictsAlone() {
        UUID problem = court.problem("easy");
        UUID changed = court.judged(court.user(), problem, Verdict.WRONG_ANSWER);
        court.judged(court.user(), problem, Verdict.ACCEPTED);
        UUID rejudge = court.start(Court.problemScope(problem));
        court.rejudgeAll(rejudge, Verdict.ACCEPTED);
        court.execute("delete from outbox");
        court.rejudges().apply(court.setter(), rejudge, Optional.empty());
        assertEquals(1, court.one("select count(*) from outbox", Integer.class));
        assertTrue(court.one("select convert_from(body, 'UTF8') from outbox", String.class)
                .contains(changed.toString()));
    }

    @Test
    void aLanguagesSubmissionsAreForAdminsAndThoseOfDeletedProblemsStayAsTheyAre() {
        court.execute("update problem set deleted_at = now()");
        UUID user = court.user();
        UUID java = court.judged(court.submit(user, court.problem("easy"), "java"), Verdict.ACCEPTED);
        Fault fault = assertThrows(Fault.class, () -> court.start(Court.language("java")));
        assertEquals(Fault.Kind.FORBIDDEN, fault.kind());
        UUID rejudge = db.database()
                .inTransaction(tx -> court.rejudges().start(tx, court.admin(), Court.language("java"), false));
        court.rejudgeAll(rejudge, Verdict.WRONG_ANSWER);
        assertEquals(
                Fault.Kind.FORBIDDEN,
                assertThrows(Fault.class, () -> court.rejudges().apply(court.setter(), rejudge, Optional.empty()))
                        .kind());
        assertEquals(1, court.rejudges().apply(court.admin(), rejudge, Optional.empty()));
        assertEquals("wrong-answer", court.verdict(java));
    }

    /**
     * Two judges that lose leases, die, come back late and bring everything twice, the sweep between them: whatever the
     * order, exactly one result is taken, it is the one that stays, and it belongs to the attempt that counted then.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void whateverComesLateOrTwiceThereIsOneResult(long seed) {
        Random random = new Random(seed);
        UUID problem = court.problem("easy");
        for (int round = 0; round < 10; round++) {
            UUID submission = court.judged(court.user(), problem, Verdict.ACCEPTED);
            UUID rejudge = court.start(Court.submission(submission));
            UUID id = court.rejudgement(rejudge, submission);
            List<Work> held = new ArrayList<>();
            List<String> taken = new ArrayList<>();
            for (int step = 0; step < 40; step++) {
                step(random, id, held, taken);
            }
            finish(id, held, taken);
            assertEquals(1, taken.size(), "results taken: " + taken);
            assertEquals(taken.getFirst(), court.one("select verdict from rejudgement where id = ?", String.class, id));
            assertEquals("accepted", court.verdict(submission));
            assertEquals(1, attempt(submission));
            court.rejudges().cancel(court.setter(), rejudge);
        }
    }

    private void step(Random random, UUID id, List<Work> held, List<String> taken) {
        switch (random.nextInt(6)) {
            case 0, 1 -> claim(id, random.nextBoolean() ? "one" : "two", held);
            case 2 -> {
                if (!held.isEmpty() && random.nextInt(3) == 0) {
                    record(held.get(random.nextInt(held.size())), random, taken);
                }
            }
            case 3 ->
                court.execute(
                        "update rejudgement set lease_until = now() - interval '1 second' "
                                + "where id = ? and lease_until is not null",
                        id);
            case 4 -> court.rejudgements().recover(AT_ONCE);
            default -> {
                if (!held.isEmpty()) {
                    Work work = held.get(random.nextInt(held.size()));
                    court.rejudgements().giveBack(work.id(), work.attempt(), Duration.ZERO, "told to fail");
                }
            }
        }
    }

    private void claim(UUID id, String worker, List<Work> held) {
        if (court.rejudgements().claim(id, worker) instanceof Claim.Granted(Work work)) {
            held.add(work);
        }
    }

    private void record(Work work, Random random, List<String> taken) {
        Verdict verdict = random.nextBoolean() ? Verdict.WRONG_ANSWER : Verdict.RUN_TIME_ERROR;
        if (Court.record(court.rejudgements(), work, verdict)) {
            taken.add(verdict.wireName());
        }
    }

    /** Goes on until there is a result, as the sweep would, and then brings everything once more. */
    private void finish(UUID id, List<Work> held, List<String> taken) {
        while (!(court.rejudgements().claim(id, "last") instanceof Claim.Done)) {
            if (court.one("select attempt from rejudgement where id = ?", Integer.class, id) == 4) {
                court.execute("update rejudgement set lease_until = now() - interval '1 second' where id = ?", id);
            }
        }
        if (taken.isEmpty()) {
            taken.add("judge-error");
        }
        held.forEach(work -> assertFalse(Court.record(court.rejudgements(), work, Verdict.COMPILE_ERROR)));
    }

    private Work granted(UUID rejudgement) {
        return assertInstanceOf(Claim.Granted.class, court.rejudgements().claim(rejudgement, "judge"))
                .work();
    }

    private int attempt(UUID submission) {
        return court.one("select attempt from submission where id = ?", Integer.class, submission);
    }

    private UUID versionOf(UUID submission) {
        return court.one("select problem_version_id from submission where id = ?", UUID.class, submission);
    }

    private List<String> history(UUID submission) {
        return db.database()
                .read(handle -> handle.createQuery("""
                                select attempt || ' ' || verdict || ' ' || why from judgement
                                 where submission_id = :id order by attempt""")
                        .bind("id", submission)
                        .mapTo(String.class)
                        .list());
    }

    private static void assertConflict(Runnable refused) {
        assertEquals(
                Fault.Kind.CONFLICT, assertThrows(Fault.class, refused::run).kind());
    }
}
