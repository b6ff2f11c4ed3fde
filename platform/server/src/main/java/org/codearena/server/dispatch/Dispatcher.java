package org.codearena.server.dispatch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.codearena.contract.JudgeRequested;
import org.codearena.contract.Lane;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.Notices;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.outbox.Outbox;
import org.codearena.server.submission.Submissions;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases submissions and rejudgements from the backlog to the broker, one line per lane and language, round-robin by user within a line:
 * a user's n-th waiting submission comes after everyone's (n-1)-th, and what a user has in flight counts as turns taken.
 * Any number of dispatchers may run; one works at a time.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    /** The look without a notice: for delayed submissions, and in case a notice was missed. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** Each look is some queries, and one sees all that came since the last, however often it was woken. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(3);
    /** Any number that nobody else locks. */
    private static final long LOCK = 0x6469_7370_6174_6368L;

    private final Database database;
    private final Outbox outbox;
    private final ToIntFunction<String> inFlight;
    private final Semaphore woken = new Semaphore(0);
    private final StopSignal stop = new StopSignal();
    private final Thread thread;

    private record Line(String lane, String language) {}

    /** @param request that brought the submission, or began the rejudge */
    private record Picked(JudgeRequested message, Optional<String> request) {}

    /**
     * Where entries wait.
     *
     * @param table of them, with the columns of a submission's state machine
     * @param party the column that tells between whom turns are taken
     */
    private record Backlog(String table, String party, String requested) {
        String sql(String template) {
            return template.replace("BACKLOG", table).replace("PARTY", party).replace("REQUESTED", requested);
        }
    }

    /** Rejudges take turns among each other: whose submissions they judge again is not for these people to wait for. */
    private static final List<Backlog> BACKLOGS = List.of(
            new Backlog("submission", "user_id", "id as submission, cast(null as uuid) as rejudgement, request"),
            new Backlog(
                    "rejudgement",
                    "rejudge_id",
                    "submission_id as submission, id as rejudgement,"
                            + " (select request from rejudge r where r.id = rejudge_id) as request"));

    /**
     * A dispatcher that does not work yet.
     *
     * @param inFlight how many submissions of a line, by its language, may be with the broker and the judges at once; must answer at
     *     once
     */
    public Dispatcher(Database database, Outbox outbox, ToIntFunction<String> inFlight) {
        this.database = database;
        this.outbox = outbox;
        this.inFlight = inFlight;
        this.thread = Thread.ofPlatform().daemon().name("dispatch").unstarted(this::dispatchUntilStopped);
    }

    public void start(Notices notices) {
        notices.listen(Submissions.BACKLOG_CHANNEL, woken::release);
        thread.start();
    }

    private void dispatchUntilStopped() {
        long looked = System.nanoTime() - BETWEEN_LOOKS.toNanos();
        while (!stop.given()) {
            try {
                stop.givenWithin(BETWEEN_LOOKS.minusNanos(System.nanoTime() - looked));
                looked = System.nanoTime();
                woken.drainPermits();
                if (releaseAll() == 0 && woken.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    log.trace("woken");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failure) {
                log.atWarn().setCause(failure).log("dispatch failed, trying again");
                stop.givenWithin(LOOK_AGAIN);
            }
        }
    }

    /** Releases what there is room for, and answers how many that were. */
    int releaseAll() {
        return database.inTransaction(tx -> tryLock(tx)
                ? BACKLOGS.stream().mapToInt(backlog -> release(tx, backlog)).sum()
                : 0);
    }

    private static boolean tryLock(Handle tx) {
        return tx.createQuery("select pg_try_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapTo(Boolean.class)
                .one();
    }

    /** The lines that have anything waiting: hops along the index from line to line, however long the backlog is. */
    private static List<Line> lines(Handle tx, Backlog backlog) {
        return tx.createQuery(backlog.sql("""
                        with recursive line as (
                            (select lane, language from BACKLOG
                              where state = 'queued' and released_at is null
                              order by lane, language limit 1)
                            union all
                            select next.lane, next.language
                              from line cross join lateral (
                                   select lane, language from BACKLOG
                                    where state = 'queued' and released_at is null
                                      and (lane, language) > (line.lane, line.language)
                                    order by lane, language limit 1) next)
                        select lane, language from line"""))
                .map((row, _) -> new Line(row.getString("lane"), row.getString("language")))
                .list();
    }

    private int release(Handle tx, Backlog backlog) {
        return lines(tx, backlog).stream()
                .mapToInt(line -> release(tx, backlog, line))
                .sum();
    }

    private int release(Handle tx, Backlog backlog, Line line) {
        List<Picked> picked = pick(tx, backlog, line);
        picked.forEach(each ->
                outbox.judgeRequested(tx, Lane.of(line.lane()), line.language(), each.message(), each.request()));
        return picked.size();
    }

    private List<Picked> pick(Handle tx, Backlog backlog, Line line) {
        return tx.createQuery(backlog.sql("""
                        with recursive in_flight as (
                            select PARTY, count(*) as taken from BACKLOG
                             where state <> 'judged' and released_at is not null
                               and lane = :lane and language = :language
                             group by PARTY),
                        room as (
                            select greatest(0, :most - coalesce(sum(taken), 0))::int as free from in_flight),
                        waiting as (
                            (select PARTY from BACKLOG
                              where state = 'queued' and released_at is null and lane = :lane and language = :language
                                and (select free from room) > 0
                              order by PARTY limit 1)
                            union all
                            select next.PARTY
                              from waiting cross join lateral (
                                   select PARTY from BACKLOG
                                    where state = 'queued' and released_at is null
                                      and lane = :lane and language = :language and PARTY > waiting.PARTY
                                    order by PARTY limit 1) next),
                        picked as (
                            select mine.id
                              from waiting
                              left join in_flight using (PARTY)
                             cross join lateral (
                                   select id, row_number() over (order by id) as turn
                                     from (select id from BACKLOG
                                            where state = 'queued' and released_at is null
                                              and lane = :lane and language = :language
                                              and PARTY = waiting.PARTY and not_before <= now()
                                            order by id limit (select free from room)) oldest) mine
                             order by coalesce(in_flight.taken, 0) + mine.turn, mine.id
                             limit (select free from room))
                        update BACKLOG set released_at = now()
                         where id in (select id from picked)
                        returning REQUESTED"""))
                .bind("lane", line.lane())
                .bind("language", line.language())
                .bind("most", inFlight.applyAsInt(line.language()))
                .map((row, _) -> picked(row))
                .list();
    }

    private static Picked picked(ResultSet row) throws SQLException {
        UUID submission = row.getObject("submission", UUID.class);
        JudgeRequested message = Optional.ofNullable(row.getObject("rejudgement", UUID.class))
                .map(rejudgement -> JudgeRequested.again(submission, rejudgement))
                .orElseGet(() -> JudgeRequested.of(submission));
        return new Picked(message, Optional.ofNullable(row.getString("request")));
    }

    @Override
    public void close() {
        stop.giveAndJoin(List.of(thread), LOOK_AGAIN.multipliedBy(3));
    }
}
