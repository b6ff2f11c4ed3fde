package org.codearena.server.submission;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.Notices;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Ids;
import org.codearena.server.kernel.Trace;
import org.codearena.server.outbox.Outbox;
import org.codearena.server.parking.Kind;
import org.codearena.server.parking.Parking;
import org.jdbi.v3.core.Handle;

/**
 * The door of this feature for judges and for whoever sends programs: accepting, claiming, recording. Each call is one
 * transaction. Thread-safe.
 */
public final class Submissions implements Docket {
    /** Notified when something enters the backlog, or when room for it may have become free. */
    public static final String BACKLOG_CHANNEL = "backlog";

    /** How long a judge may be silent before another one may take over. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration RUNS_KEPT = Duration.ofDays(1);
    private static final Duration BACKLOG_COUNTED_EVERY = Duration.ofSeconds(1);

    /**
     * What is taken at most.
     *
     * @param pendingPerUser submissions of one user without a verdict
     * @param backlog submissions of everyone that are not yet released
     */
    public record Bounds(int pendingPerUser, int backlog) {
        public static final Bounds DEFAULT = new Bounds(500, 50_000);
    }

    private record BacklogCount(long countedAtMillis, int count) {}

    private final Database database;
    private final SubmissionStore store = new SubmissionStore();
    private final Parking parking = new Parking();
    private final Outbox outbox;
    private final Ids ids;
    private final InstantSource clock;
    private final Bounds bounds;
    private volatile BacklogCount backlog = new BacklogCount(0, 0);

    public Submissions(Database database, Outbox outbox, Ids ids, InstantSource clock, Bounds bounds) {
        this.database = database;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
        this.bounds = bounds;
    }

    /** Stores a submission, durably, and answers its id. Refuses with a fault when a bound is reached. */
    public UUID accept(NewSubmission submission) {
        return database.inTransaction(tx -> accept(tx, submission));
    }

    /** The same within the caller's transaction. */
    public UUID accept(Handle tx, NewSubmission submission) {
        requireRoom();
        requireFewPending(store.pendingOf(tx, submission.user(), bounds.pendingPerUser()));
        UUID id = ids.next();
        Trace.about(id);
        store.insert(tx, id, submission);
        Notices.send(tx, BACKLOG_CHANNEL);
        return id;
    }

    private void requireFewPending(int pending) {
        if (pending >= bounds.pendingPerUser()) {
            throw Fault.tooMany(
                    "you have " + pending + " submissions without a verdict, at most " + bounds.pendingPerUser()
                            + " are allowed; wait for some of them",
                    Duration.ofSeconds(5));
        }
    }

    /** Counting is not free, so it is done once a second; the bound is as exact as that. */
    private void requireRoom() {
        long now = clock.millis();
        BacklogCount last = backlog;
        if (now - last.countedAtMillis() > BACKLOG_COUNTED_EVERY.toMillis()) {
            last = new BacklogCount(now, database.read(handle -> store.backlog(handle, bounds.backlog())));
            backlog = last;
        }
        if (last.count() >= bounds.backlog()) {
            throw Fault.unavailable(
                    last.count() + " submissions wait, which is all that may; try again later", Duration.ofSeconds(30));
        }
    }

    @Override
    public Claim claim(UUID id, String worker) {
        Claim claim = database.inTransaction(tx -> store.claim(tx, id, worker, LEASE));
        if (claim instanceof Claim.Exhausted(int attempt, String reason)) {
            giveUp(id, attempt, reason);
        }
        return claim;
    }

    @Override
    public boolean giveUp(UUID id, int attempt, String reason) {
        Judgement error = Judgement.withoutTests(Verdict.JUDGE_ERROR, "");
        return record(id, attempt, error, Optional.empty(), false, Optional.of(reason));
    }

    @Override
    public boolean replay(Handle tx, UUID id) {
        Notices.send(tx, BACKLOG_CHANNEL);
        return store.attempts().replay(tx, id);
    }

    @Override
    public void running(UUID id, int attempt) {
        database.useTransaction(tx -> store.attempts().running(tx, id, attempt));
    }

    @Override
    public boolean renew(UUID id, int attempt) {
        return database.inTransaction(tx -> store.attempts().renew(tx, id, attempt, LEASE));
    }

    /** With the verdict of a problem's submission goes the message that tells the boards. */
    @Override
    public boolean record(Work work, Judgement judgement, Evidence evidence) {
        boolean counts = work.problemVersion().isPresent();
        return record(
                work.id(),
                work.attempt(),
                judgement,
                counts ? Optional.of(evidence) : Optional.empty(),
                counts,
                judgement.judgeErrorReason());
    }

    private boolean record(
            UUID id,
            int attempt,
            Judgement judgement,
            Optional<Evidence> evidence,
            boolean counts,
            Optional<String> parkedFor) {
        return database.inTransaction(tx -> {
            boolean recorded = store.record(tx, id, attempt, judgement, evidence);
            if (recorded) {
                parkedFor.ifPresent(reason -> parking.entry(tx, Kind.SUBMISSION, id, reason, attempt));
                Notices.send(tx, BACKLOG_CHANNEL);
                if (counts) {
                    outbox.verdictReached(tx, id, attempt);
                }
            }
            return recorded;
        });
    }

    @Override
    public void giveBack(UUID id, int attempt, Duration delay, String fault) {
        database.useTransaction(tx -> {
            store.attempts().giveBack(tx, id, attempt, delay, fault);
            Notices.send(tx, BACKLOG_CHANNEL);
        });
    }

    @Override
    public void handBack(UUID id, int attempt) {
        database.useTransaction(tx -> {
            store.attempts().handBack(tx, id, attempt);
            Notices.send(tx, BACKLOG_CHANNEL);
        });
    }

    @Override
    public int recover(Duration unclaimedFor) {
        return database.inTransaction(tx -> {
            int recovered = store.attempts().recover(tx, unclaimedFor);
            Notices.send(tx, BACKLOG_CHANNEL);
            return recovered;
        });
    }

    @Override
    public int recoverOf(String worker) {
        return database.inTransaction(tx -> {
            int recovered = store.attempts().recoverOf(tx, worker);
            Notices.send(tx, BACKLOG_CHANNEL);
            return recovered;
        });
    }

    @Override
    public boolean isWatched() {
        return true;
    }

    /** Deletes runs on their sender's own input whose result nobody looks at any more. */
    public void deleteOldRuns() {
        database.useTransaction(tx -> store.deleteRuns(tx, RUNS_KEPT));
    }
}
