package org.codearena.server.submission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.SourceFile;
import org.codearena.server.infra.StoredJson;
import org.codearena.server.submission.NewSubmission.ProblemReference;
import org.codearena.server.submission.NewSubmission.RunLimits;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The state machine of a submission, in SQL. Every step says from which state and for which attempt it is allowed. */
public final class SubmissionStore {
    /** Attempts until a submission is given up as a judge error. */
    public static final int MAX_ATTEMPTS = 4;

    public void insert(Handle tx, UUID id, NewSubmission submission) {
        tx.createUpdate("""
                        insert into submission (id, user_id, problem_id, problem_version_id, lane, language,
                                                entry_point, input, cpu_time_ms, memory_limit_bytes)
                        values (:id, :user, cast(:problem as uuid), cast(:version as uuid), :lane, :language, :entryPoint, :input, :time, :memory)""")
                .bind("id", id)
                .bind("user", submission.user())
                .bind(
                        "problem",
                        submission.problem().map(ProblemReference::problem).orElse(null))
                .bind(
                        "version",
                        submission.problem().map(ProblemReference::version).orElse(null))
                .bind("lane", submission.lane().wireName())
                .bind("language", submission.language())
                .bind("entryPoint", submission.entryPoint().orElse(null))
                .bind("input", submission.input().orElse(null))
                .bind("time", submission.limits().timeMs().orElse(null))
                .bind("memory", submission.limits().memoryBytes().orElse(null))
                .execute();
        insertFiles(tx, id, submission.files());
    }

    private static void insertFiles(Handle tx, UUID id, List<SourceFile> files) {
        PreparedBatch batch = tx.prepareBatch("""
                insert into submission_file (submission_id, path, position, content)
                values (:id, :path, :position, :content)""");
        for (int position = 0; position < files.size(); position++) {
            SourceFile file = files.get(position);
            batch.bind("id", id)
                    .bind("path", file.path())
                    .bind("position", position)
                    .bind("content", file.content())
                    .add();
        }
        batch.execute();
    }

    /**
     * Gives the submission to this worker as a new attempt, if it waits, if its lease ran out, or if it was this very
     * worker's in an earlier life. The caller makes sure that no two threads of one worker claim the same submission.
     */
    public Claim claim(Handle tx, UUID id, String worker, Duration lease) {
        // A claim lost in a crash of the database is claimed again; nothing waits for it to reach the disk.
        tx.execute("set local synchronous_commit = off");
        return tx.createQuery("""
                        update submission
                           set state = 'compiling', attempt = attempt + 1, worker = :worker,
                               lease_until = now() + make_interval(secs => :lease)
                         where id = :id and attempt < :most
                           and (state = 'queued'
                                or state <> 'judged' and (lease_until < now() or worker = :worker))
                        returning attempt, language, entry_point, problem_version_id, input, cpu_time_ms,
                                  memory_limit_bytes""")
                .bind("id", id)
                .bind("worker", worker)
                .bind("lease", lease.toSeconds())
                .bind("most", MAX_ATTEMPTS)
                .map((row, _) -> work(id, row, files(tx, id)))
                .findOne()
                .<Claim>map(Claim.Granted::new)
                .orElseGet(() -> whyRefused(tx, id));
    }

    private static Work work(UUID id, ResultSet row, List<SourceFile> files) throws SQLException {
        return new Work(
                id,
                row.getInt("attempt"),
                row.getString("language"),
                files,
                Optional.ofNullable(row.getString("entry_point")),
                Optional.ofNullable(row.getObject("problem_version_id", UUID.class)),
                Optional.ofNullable(row.getString("input")),
                new RunLimits(optionalLong(row, "cpu_time_ms"), optionalLong(row, "memory_limit_bytes")));
    }

    private static Claim whyRefused(Handle tx, UUID id) {
        return tx.createQuery("""
                        select state = 'judged' as judged, attempt,
                               attempt >= :most and (state = 'queued' or lease_until < now()) as exhausted
                          from submission where id = :id""")
                .bind("id", id)
                .bind("most", MAX_ATTEMPTS)
                .map((row, _) -> row.getBoolean("judged")
                        ? new Claim.Done()
                        : row.getBoolean("exhausted") ? new Claim.Exhausted(row.getInt("attempt")) : new Claim.Busy())
                .findOne()
                .orElseGet(Claim.Done::new);
    }

    /** The program is compiled and its tests begin. */
    public void running(Handle tx, UUID id, int attempt) {
        tx.execute("set local synchronous_commit = off");
        tx.createUpdate(
                        "update submission set state = 'running' where id = :id and attempt = :attempt and state = 'compiling'")
                .bind("id", id)
                .bind("attempt", attempt)
                .execute();
    }

    /** Prolongs the lease; answers whether the attempt is still the one that counts. */
    public boolean renew(Handle tx, UUID id, int attempt, Duration lease) {
        return tx.createUpdate("""
                        update submission set lease_until = now() + make_interval(secs => :lease)
                         where id = :id and attempt = :attempt and state in ('compiling', 'running')""")
                        .bind("id", id)
                        .bind("attempt", attempt)
                        .bind("lease", lease.toSeconds())
                        .execute()
                == 1;
    }

    /** Records the verdict of this attempt; answers false, and changes nothing, when the attempt does not count any more. */
    public boolean record(Handle tx, UUID id, int attempt, Judgement judgement) {
        int changed = tx.createUpdate("""
                        update submission
                           set state = 'judged', verdict = :verdict, score = :score, time_ms = :time,
                               memory_bytes = :memory, judged_at = now(), worker = null, lease_until = null
                         where id = :id and attempt = :attempt and state <> 'judged'""")
                .bind("id", id)
                .bind("attempt", attempt)
                .bind("verdict", judgement.verdict().wireName())
                .bind("score", judgement.score().orElse(null))
                .bind("time", judgement.timeMs())
                .bind("memory", judgement.memoryBytes())
                .execute();
        if (changed == 1) {
            insertJudgement(tx, id, attempt, judgement);
        }
        return changed == 1;
    }

    private static void insertJudgement(Handle tx, UUID id, int attempt, Judgement judgement) {
        tx.createUpdate("""
                        insert into judgement (submission_id, attempt, verdict, score, time_ms, memory_bytes,
                                               compiler_output, tests, run, judged_at)
                        values (:id, :attempt, :verdict, :score, :time, :memory, :compilerOutput,
                                cast(:tests as jsonb), cast(:run as jsonb), now())""")
                .bind("id", id)
                .bind("attempt", attempt)
                .bind("verdict", judgement.verdict().wireName())
                .bind("score", judgement.score().orElse(null))
                .bind("time", judgement.timeMs())
                .bind("memory", judgement.memoryBytes())
                .bind("compilerOutput", StoredText.safe(judgement.compilerOutput()))
                .bind("tests", StoredJson.write(judgement.tests()))
                .bind("run", judgement.run().map(StoredJson::write).orElse(null))
                .execute();
    }

    /** Puts an attempt that could not be judged back into the backlog, not to be taken before this delay is over. */
    public void giveBack(Handle tx, UUID id, int attempt, Duration delay) {
        tx.createUpdate("""
                        update submission
                           set state = 'queued', released_at = null, worker = null, lease_until = null,
                               not_before = now() + make_interval(secs => :delay)
                         where id = :id and attempt = :attempt and state in ('compiling', 'running')""")
                .bind("id", id)
                .bind("attempt", attempt)
                .bind("delay", delay.toMillis() / 1e3)
                .execute();
    }

    /**
     * Puts back into the backlog what got lost: attempts whose lease ran out, and released ones that no judge has
     * claimed for this long, because the broker lost them or they wait in a long line (then a second message does no
     * harm). Answers how many.
     */
    public int recover(Handle tx, Duration unclaimedFor) {
        return tx.createUpdate("""
                        update submission set state = 'queued', released_at = null, worker = null, lease_until = null
                         where state in ('compiling', 'running') and lease_until < now()
                            or state = 'queued' and released_at < now() - make_interval(secs => :unclaimed)""").bind("unclaimed", unclaimedFor.toSeconds()).execute();
    }

    /** Puts back what this worker had when its last life ended. */
    public int recoverOf(Handle tx, String worker) {
        return tx.createUpdate("""
                        update submission set state = 'queued', released_at = null, worker = null, lease_until = null
                         where state in ('compiling', 'running') and worker = :worker""").bind("worker", worker).execute();
    }

    /** Deletes runs on their sender's own input that ended this long ago; submissions for problems stay for ever. */
    public int deleteRuns(Handle tx, Duration endedFor) {
        return tx.createUpdate("""
                        delete from submission
                         where problem_id is null and state = 'judged'
                           and judged_at < now() - make_interval(secs => :ended)""").bind("ended", endedFor.toSeconds()).execute();
    }

    /** How many submissions of this user have no verdict yet; counts to {@code atMost} and no further. */
    public int pendingOf(Handle tx, UUID user, int atMost) {
        return tx.createQuery("""
                        select count(*) from (
                            select 1 from submission where user_id = :user and state <> 'judged' limit :most) pending""")
                .bind("user", user)
                .bind("most", atMost)
                .mapTo(Integer.class)
                .one();
    }

    /** How many submissions wait to be released; counts to {@code atMost} and no further. */
    public int backlog(Handle tx, int atMost) {
        return tx.createQuery("""
                        select count(*) from (
                            select 1 from submission where state = 'queued' and released_at is null limit :most) backlog""").bind("most", atMost).mapTo(Integer.class).one();
    }

    List<SourceFile> files(Handle tx, UUID id) {
        return tx.createQuery("select path, content from submission_file where submission_id = :id order by position")
                .bind("id", id)
                .map((row, _) -> new SourceFile(row.getString("path"), row.getBytes("content")))
                .list();
    }

    private static Optional<Long> optionalLong(ResultSet row, String column) throws SQLException {
        @Nullable Long value = row.getObject(column, Long.class);
        return Optional.ofNullable(value);
    }
}
