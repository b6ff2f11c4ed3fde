package org.codearena.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.codearena.server.identity.Attempts;
import org.codearena.server.identity.Identity;
import org.codearena.server.identity.IdentityConfig;
import org.codearena.server.identity.Passwords;
import org.codearena.server.identity.Revocations;
import org.codearena.server.infra.Breakage;
import org.codearena.server.infra.http.HttpConfig;
import org.codearena.server.infra.http.Idempotency;
import org.codearena.server.kernel.Ids;
import org.codearena.server.operations.Replays;
import org.codearena.server.outbox.Outbox;
import org.codearena.server.outbox.Topology;
import org.codearena.server.rejudge.Rejudgements;
import org.codearena.server.submission.Submissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cleaning up as a job, with the chores that a server has: done twice, and broken off anywhere. */
final class CleanUpTest {
    private static final List<String> TABLES =
            List.of("submission", "login_session", "known_address", "access_token", "parked", "idempotency");

    private final Breakage breakage = new Breakage();
    private final TestDatabase db = breakage.database();
    private final InstantSource clock = InstantSource.system();
    private final Ids ids = new Ids(clock);
    private final Passwords passwords = new Passwords(Passwords.Config.defaults(), new SimpleMeterRegistry());
    private final CleanUp.Handler handler = new CleanUp.Handler(chores());

    private List<Runnable> chores() {
        Outbox outbox = new Outbox(ids);
        Submissions submissions = new Submissions(db.database(), outbox, ids, clock, Submissions.Bounds.DEFAULT);
        Identity identity = new Identity(
                db.database(),
                ids,
                clock,
                passwords,
                Attempts.local(clock),
                Revocations.local(),
                IdentityConfig.of(HttpConfig.defaults()));
        Replays replays = new Replays(
                db.database(),
                new Topology(List.of("python"), false),
                outbox,
                submissions,
                new Rejudgements(db.database()));
        Idempotency idempotency = new Idempotency(db.database(), clock);
        return List.of(
                submissions::deleteOldRuns,
                identity::purge,
                replays::tidy,
                () -> db.database().useTransaction(idempotency::purge));
    }

    @AfterEach
    void close() {
        passwords.close();
        db.close();
    }

    /** Of everything that is cleaned up, something old and something that must stay. */
    private void oldAndNew() {
        TABLES.forEach(table -> execute("delete from " + table));
        execute("delete from users");
        UUID user = ids.next();
        execute(
                "insert into users (id, username, password_hash, created_at) values (?, ?, '', now())",
                user,
                "u" + user);
        for (String ago : List.of("1 minute", "400 days")) {
            String then = "now() - interval '" + ago + "'";
            execute(
                    "insert into submission (id, user_id, lane, language, state, verdict, judged_at)"
                            + " values (gen_random_uuid(), ?, 'run', 'python', 'judged', 'accepted', " + then + ")",
                    user);
            execute(
                    "insert into login_session (token_sha256, user_id, created_at, renewed_at, expires_at)"
                            + " values (sha256('" + ago + "'), ?, " + then + ", " + then + ", " + then
                            + " + interval '1 day')",
                    user);
            execute(
                    "insert into known_address (user_id, address_sha256, last_used_at)" + " values (?, sha256('" + ago
                            + "'), " + then + ")",
                    user);
            execute(
                    "insert into access_token (id, user_id, name, token_sha256, created_at, expires_at)"
                            + " values (gen_random_uuid(), ?, 'x', sha256('" + ago + "'), " + then + ", " + then + ")",
                    user);
            execute("insert into parked (kind, delivery, reason, attempts, queue, body, state, settled_at)"
                    + " values ('message', gen_random_uuid(), '', 1, 'q', '', 'discarded', " + then + ")");
            execute(
                    "insert into idempotency (user_id, key, request_sha256, status, body, created_at)" + " values (?, '"
                            + ago + "', '', 202, '', " + then + ")",
                    user);
        }
    }

    private void execute(String sql, Object... arguments) {
        db.database().useTransaction(tx -> tx.execute(sql, arguments));
    }

    private void theNewIsLeft() {
        for (String table : TABLES) {
            int rows = db.database()
                    .read(handle -> handle.createQuery("select count(*) from " + table)
                            .mapTo(Integer.class)
                            .one());
            assertEquals(1, rows, table);
        }
    }

    @Test
    void doneTwiceItDeletesNothingMore() {
        oldAndNew();
        handler.run(new CleanUp());
        theNewIsLeft();
        handler.run(new CleanUp());
        theNewIsLeft();
    }

    @Test
    void brokenOffAnywhereItIsDoneTheNextTime() throws Exception {
        breakage.atEveryStep(10, this::oldAndNew, () -> handler.run(new CleanUp()), this::theNewIsLeft);
    }

    @Test
    void aChoreThatFailsKeepsNoOtherFromBeingDone() {
        List<String> done = new ArrayList<>();
        CleanUp.Handler failing = new CleanUp.Handler(List.of(
                () -> done.add("first"),
                () -> {
                    throw new IllegalStateException("second");
                },
                () -> {
                    throw new IllegalStateException("third");
                },
                () -> done.add("fourth")));
        IllegalStateException told = assertThrows(IllegalStateException.class, () -> failing.run(new CleanUp()));
        assertEquals("second", told.getMessage());
        assertEquals("third", told.getSuppressed()[0].getMessage());
        assertEquals(List.of("first", "fourth"), done);
    }
}
