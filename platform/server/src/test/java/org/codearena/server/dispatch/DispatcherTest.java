package org.codearena.server.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.Lane;
import org.codearena.contract.SourceFile;
import org.codearena.server.TestDatabase;
import org.codearena.server.kernel.Ids;
import org.codearena.server.outbox.Outbox;
import org.codearena.server.outbox.Topology;
import org.codearena.server.rejudge.Court;
import org.codearena.server.submission.NewSubmission;
import org.codearena.server.submission.NewSubmission.RunLimits;
import org.codearena.server.submission.SubmissionStore;
import org.codearena.server.submission.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DispatcherTest {
    private static final int IN_FLIGHT = 10;

    private final Ids ids = new Ids(InstantSource.system());
    private final SubmissionStore store = new SubmissionStore();
    private TestDatabase db;
    private Dispatcher dispatcher;

    @BeforeEach
    void open() {
        db = TestDatabase.open();
        dispatcher = new Dispatcher(db.database(), new Outbox(ids), _ -> IN_FLIGHT);
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void releasesWithAMessageEach() {
        UUID user = UUID.randomUUID();
        List<UUID> mine = queue(user, 3, Lane.PRACTICE, "python");
        assertEquals(3, dispatcher.releaseAll());
        assertEquals(mine, released());
        assertEquals(3, messages());
        assertEquals(0, dispatcher.releaseAll());
    }

    @Test
    void aFloodOfOneUserDoesNotDelayTheOthers() {
        UUID flooder = UUID.randomUUID();
        queue(flooder, 100, Lane.PRACTICE, "python");
        List<UUID> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.addAll(queue(UUID.randomUUID(), 1, Lane.PRACTICE, "python"));
        }
        assertEquals(IN_FLIGHT, dispatcher.releaseAll());
        assertTrue(released().containsAll(others), "every other user's submission is released at once");
        assertEquals(IN_FLIGHT - 5, releasedOf(flooder));
    }

    @Test
    void whatAUserHasInFlightCountsAsTurnsTaken() {
        UUID busy = UUID.randomUUID();
        queue(busy, 8, Lane.PRACTICE, "python");
        assertEquals(8, dispatcher.releaseAll());
        queue(busy, 5, Lane.PRACTICE, "python");
        UUID quiet = UUID.randomUUID();
        queue(quiet, 5, Lane.PRACTICE, "python");
        assertEquals(2, dispatcher.releaseAll());
        assertEquals(2, releasedOf(quiet));
    }

    @Test
    void aFullLineDoesNotHoldUpAnother() {
        queue(UUID.randomUUID(), 20, Lane.PRACTICE, "python");
        queue(UUID.randomUUID(), 3, Lane.PRACTICE, "java");
        queue(UUID.randomUUID(), 3, Lane.RUN, "python");
        assertEquals(IN_FLIGHT + 6, dispatcher.releaseAll());
    }

    @Test
    void whatWasGivenBackWaitsForItsDelay() {
        UUID user = UUID.randomUUID();
        UUID id = queue(user, 1, Lane.PRACTICE, "python").getFirst();
        db.database()
                .useTransaction(tx ->
                        tx.execute("update submission set not_before = now() + interval '1 hour' where id = ?", id));
        assertEquals(0, dispatcher.releaseAll());
    }

    @Test
    void rejudgesWaitInALineOfTheirOwnAndTakeTurns() {
        Court court = new Court(db);
        UUID large = court.problem("easy");
        UUID small = court.problem("easy");
        for (int i = 0; i < 3 * IN_FLIGHT; i++) {
            court.judged(court.user(), large, Verdict.ACCEPTED);
        }
        for (int i = 0; i < 3; i++) {
            court.judged(court.user(), small, Verdict.ACCEPTED);
        }
        db.database().useTransaction(tx -> tx.execute("delete from outbox"));
        UUID flood = court.start(large);
        UUID few = court.start(small);
        queue(UUID.randomUUID(), 3, Lane.PRACTICE, "python");
        assertEquals(3 + IN_FLIGHT, dispatcher.releaseAll());
        assertEquals(3, releasedIn(few), "the small one does not wait for the large one");
        assertEquals(IN_FLIGHT - 3, releasedIn(flood));
        assertEquals(IN_FLIGHT, messagesTo(Topology.judgeQueue(Lane.BULK, "python")));
        assertEquals(3, messagesTo(Topology.judgeQueue(Lane.PRACTICE, "python")));
        assertEquals(0, dispatcher.releaseAll());
    }

    private int releasedIn(UUID rejudge) {
        return count("select count(*) from rejudgement where released_at is not null and rejudge_id = :key", rejudge);
    }

    private int messagesTo(String queue) {
        return count("select count(*) from outbox where routing_key = :key", queue);
    }

    private int count(String sql, Object key) {
        return db.database()
                .read(handle -> handle.createQuery(sql)
                        .bind("key", key)
                        .mapTo(Integer.class)
                        .one());
    }

    private List<UUID> queue(UUID user, int count, Lane lane, String language) {
        List<UUID> queued = new ArrayList<>();
        db.database().useTransaction(tx -> {
            for (int i = 0; i < count; i++) {
                UUID id = ids.next();
                store.insert(tx, id, submission(user, lane, language));
                queued.add(id);
            }
        });
        queued.sort(null);
        return queued;
    }

    private static NewSubmission submission(UUID user, Lane lane, String language) {
        return new NewSubmission(
                user,
                Optional.empty(),
                lane,
                language,
                List.of(SourceFile.of("main", "x")),
                Optional.empty(),
                Optional.empty(),
                RunLimits.DEFAULT);
    }

    private List<UUID> released() {
        return db.database()
                .read(handle -> handle.createQuery(
                                "select id from submission where released_at is not null order by id")
                        .mapTo(UUID.class)
                        .list());
    }

    private int releasedOf(UUID user) {
        return db.database()
                .read(handle -> handle.createQuery(
                                "select count(*) from submission where released_at is not null and user_id = :user")
                        .bind("user", user)
                        .mapTo(Integer.class)
                        .one());
    }

    private int messages() {
        return db.database()
                .read(handle -> handle.createQuery("select count(*) from outbox")
                        .mapTo(Integer.class)
                        .one());
    }
}
