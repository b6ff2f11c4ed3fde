package org.codearena.server.submission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.Lane;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The state machine of what is judged, in SQL, over a table that has its columns. Every step says from which state and for
 * which attempt it is allowed, so that late and doubled calls change nothing.
 */
public final class AttemptTable {
    // Sweeps say that a row is not done in the words of the partial indexes, which would not be used otherwise.

    /** Attempts until something is given up as a judge error. */
    public static final int MAX_ATTEMPTS = 4;

    private final String table;
    private final String claimed;

    /**
     * The state machine over this table.
     *
     * @param claimed the columns that a claim needs to know
     */
    public AttemptTable(String table, String claimed) {
        this.table = table;
        this.claimed = claimed;
    }

    /**
     * Gives the row to this worker as a new attempt, if it waits, if its lease ran out, or if it was this very worker's in
     * an earlier life. The caller makes sure that no two threads of one worker claim the same row.
     */
    public Claim claim(Handle tx, UUID id, String worker, Duration lease, RowMapper<Work> work) {
        // A claim lost in a crash of the database is claimed again; nothing waits for it to reach the disk.
        tx.execute("set local synchronous_commit = off");
        return tx.createQuery("""
                        update %s
                           set state = 'compiling', attempt = attempt + 1, worker = :worker,
                               lease_until = now() + make_interval(secs => :lease)
                         where id = :id and attempt - attempts_set_aside < :most
                           and (state = 'queued'
                                or state in ('compiling', 'running') and (lease_until < now() or worker = :worker))
                        returning %s, lane, attempt - attempts_set_aside as tries""".formatted(table, claimed))
                .bind("id", id)
                .bind("worker", worker)
                .bind("lease", lease.toSeconds())
                .bind("most", MAX_ATTEMPTS)
                .map(work)
                .findOne()
                .<Claim>map(Claim.Granted::new)
                .orElseGet(() -> whyRefused(tx, id));
    }

    private Claim whyRefused(Handle tx, UUID id) {
        return tx.createQuery("""
                        select state in ('judged', 'cancelled') as done, attempt,
                               attempt - attempts_set_aside >= :most
                               and (state = 'queued' or lease_until < now()) as exhausted, fault
                          from %s where id = :id""".formatted(table))
                .bind("id", id)
                .bind("most", MAX_ATTEMPTS)
                .map((row, _) -> row.getBoolean("done")
                        ? new Claim.Done()
                        : row.getBoolean("exhausted") ? exhausted(row) : new Claim.Busy())
                .findOne()
                .orElseGet(Claim.Done::new);
    }

    /** Without a fault nobody was left to tell one: whoever judged it died each time. */
    private static Claim exhausted(ResultSet row) throws SQLException {
        return new Claim.Exhausted(
                row.getInt("attempt"),
                Optional.ofNullable(row.getString("fault"))
                        .orElse("no judge that took it came back: it may crash or block the process that judges it"));
    }

    /** How an entry that was claimed came here; the columns {@code waited} and {@code request} are the caller's. */
    public static Work.Origin origin(ResultSet row) throws SQLException {
        return new Work.Origin(
                Lane.of(row.getString("lane")),
                row.getInt("tries"),
                Duration.ofNanos(Math.max(0, Math.round(row.getDouble("waited") * 1e9))),
                Optional.ofNullable(row.getString("request")));
    }

    /** The program is compiled and its tests begin. */
    public void running(Handle tx, UUID id, int attempt) {
        tx.execute("set local synchronous_commit = off");
        tx.createUpdate("update %s set state = 'running' where id = :id and attempt = :attempt and state = 'compiling'"
                        .formatted(table))
                .bind("id", id)
                .bind("attempt", attempt)
                .execute();
    }

    /** Prolongs the lease; answers whether the attempt is still the one that counts. */
    public boolean renew(Handle tx, UUID id, int attempt, Duration lease) {
        return tx.createUpdate("""
                        update %s set lease_until = now() + make_interval(secs => :lease)
                         where id = :id and attempt = :attempt and state in ('compiling', 'running')""".formatted(table))
                        .bind("id", id)
                        .bind("attempt", attempt)
                        .bind("lease", lease.toSeconds())
                        .execute()
                == 1;
    }

    /** Records the verdict of this attempt; answers false, and changes nothing, when the attempt does not count any more. */
    public boolean record(Handle tx, UUID id, int attempt, Judgement judgement) {
        return tx.createUpdate("""
                        update %s
                           set state = 'judged', verdict = :verdict, score = :score, time_ms = :time,
                               memory_bytes = :memory, judged_at = now(), worker = null, lease_until = null
                         where id = :id and attempt = :attempt and state not in ('judged', 'cancelled')""".formatted(table))
                        .bind("id", id)
                        .bind("attempt", attempt)
                        .bind("verdict", judgement.verdict().wireName())
                        .bind("score", judgement.score().orElse(null))
                        .bind("time", judgement.timeMs())
                        .bind("memory", judgement.memoryBytes())
                        .execute()
                == 1;
    }

    /** Puts an attempt that failed by our fault back into the backlog, not to be taken before this delay is over. */
    public void giveBack(Handle tx, UUID id, int attempt, Duration delay, String fault) {
        tx.createUpdate("""
                        update %s
                           set state = 'queued', released_at = null, worker = null, lease_until = null, fault = :fault,
                               not_before = now() + make_interval(secs => :delay)
                         where id = :id and attempt = :attempt and state in ('compiling', 'running')""".formatted(table))
                .bind("id", id)
                .bind("attempt", attempt)
                .bind("delay", delay.toMillis() / 1e3)
                .bind("fault", StoredText.safe(fault))
                .execute();
    }

    /** Puts an attempt back that was cut short by no fault at all; it does not count. */
    public void handBack(Handle tx, UUID id, int attempt) {
        tx.createUpdate("""
                        update %s
                           set state = 'queued', released_at = null, worker = null, lease_until = null,
                               attempts_set_aside = attempts_set_aside + 1
                         where id = :id and attempt = :attempt and state in ('compiling', 'running')""".formatted(table))
                .bind("id", id)
                .bind("attempt", attempt)
                .execute();
    }

    /** Gives one that ended as a judge error all its attempts anew; answers false where it has another end, or none. */
    public boolean replay(Handle tx, UUID id) {
        return tx.createUpdate("""
                        update %s
                           set state = 'queued', verdict = null, score = null, time_ms = null, memory_bytes = null,
                               judged_at = null, released_at = null, not_before = now(), fault = null,
                               attempts_set_aside = attempt
                         where id = :id and state = 'judged' and verdict = 'judge-error'""".formatted(table)).bind("id", id).execute() == 1;
    }

    /**
     * Puts back into the backlog what got lost: attempts whose lease ran out, and released ones that no judge has
     * claimed for this long, because the broker lost them or they wait in a long line (then a second message does no
     * harm). Answers how many.
     */
    public int recover(Handle tx, Duration unclaimedFor) {
        return tx.createUpdate("""
                        update %s set state = 'queued', released_at = null, worker = null, lease_until = null
                         where state not in ('judged', 'cancelled')
                           and (state in ('compiling', 'running') and lease_until < now()
                                or state = 'queued' and released_at < now() - make_interval(secs => :unclaimed))""".formatted(table))
                .bind("unclaimed", unclaimedFor.toSeconds())
                .execute();
    }

    /** Puts back what this worker had when its last life ended. */
    public int recoverOf(Handle tx, String worker) {
        return tx.createUpdate("""
                        update %s set state = 'queued', released_at = null, worker = null, lease_until = null
                         where state not in ('judged', 'cancelled')
                           and state in ('compiling', 'running') and worker = :worker""".formatted(table)).bind("worker", worker).execute();
    }
}
