package org.codearena.server.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.codearena.server.TestDatabase;
import org.codearena.server.infra.Breakage;
import org.codearena.server.kernel.Ids;
import org.codearena.server.outbox.Outbox;
import org.codearena.server.rejudge.Court;
import org.codearena.server.rejudge.Rejudgements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sweep of submissions as a job: done twice, and broken off anywhere. */
final class RecoverSubmissionsTest {
    private final Breakage breakage = new Breakage();
    private final TestDatabase db = breakage.database();
    private final Court court = new Court(db);
    private final Ids ids = new Ids(InstantSource.system());
    private final RecoverSubmissions.Handler handler = new RecoverSubmissions.Handler(List.of(
            new Submissions(db.database(), new Outbox(ids), ids, InstantSource.system(), Submissions.Bounds.DEFAULT),
            new Rejudgements(db.database())));

    private UUID lapsed = new UUID(0, 0);
    private UUID lost = new UUID(0, 0);
    private UUID atWork = new UUID(0, 0);
    private UUID judged = new UUID(0, 0);

    @AfterEach
    void close() {
        db.close();
    }

    /** One whose judge died, one whose message was lost, one that is worked on, one that has its verdict; the first one of a rejudge lapsed, too. */
    private void oneOfEach() {
        execute("delete from rejudge");
        execute("delete from submission");
        UUID problem = court.problem("easy");
        UUID user = court.user();
        judged = court.judged(user, problem, Verdict.ACCEPTED);
        court.start(problem);
        execute("update rejudgement set state = 'running', attempt = 1, released_at = now(),"
                + " lease_until = now() - interval '1 second'");
        lapsed = court.submit(user, problem, "python");
        execute("update submission set state = 'running', attempt = 1, worker = 'dead', released_at = now(),"
                + " lease_until = now() - interval '1 second' where id = '" + lapsed + "'");
        lost = court.submit(user, problem, "python");
        execute("update submission set released_at = now() - interval '3 minutes' where id = '" + lost + "'");
        atWork = court.submit(user, problem, "python");
        execute("update submission set state = 'running', attempt = 1, released_at = now(),"
                + " lease_until = now() + interval '1 minute' where id = '" + atWork + "'");
    }

    private void execute(String sql) {
        db.database().useTransaction(tx -> tx.execute(sql));
    }

    private String state(UUID id) {
        return db.database()
                .read(handle -> handle.createQuery("select state || ' ' || attempt || ' ' ||"
                                + " (released_at is null) from submission where id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .one());
    }

    private void allAreWhereTheyBelong() {
        assertEquals("queued 1 true", state(lapsed), "attempts that were begun count");
        assertEquals("queued 0 true", state(lost));
        assertEquals("running 1 false", state(atWork));
        assertEquals("judged 1 true", state(judged));
        assertEquals(
                "queued true",
                db.database()
                        .read(handle -> handle.createQuery(
                                        "select state || ' ' || (released_at is null) from rejudgement")
                                .mapTo(String.class)
                                .one()));
    }

    @Test
    void doneTwiceItChangesNothingMore() {
        oneOfEach();
        handler.run(new RecoverSubmissions());
        allAreWhereTheyBelong();
        handler.run(new RecoverSubmissions());
        allAreWhereTheyBelong();
    }

    @Test
    void brokenOffAnywhereItIsDoneTheNextTime() throws Exception {
        breakage.atEveryStep(
                4, this::oneOfEach, () -> handler.run(new RecoverSubmissions()), this::allAreWhereTheyBelong);
    }
}
