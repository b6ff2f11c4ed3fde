package org.codearena.server.submission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.SourceFile;
import org.codearena.server.infra.StoredJson;
import org.codearena.server.kernel.Trace;
import org.codearena.server.submission.NewSubmission.ProblemReference;
import org.codearena.server.submission.NewSubmission.RunLimits;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/** Submissions in SQL. */
public final class SubmissionStore {
    private final AttemptTable attempts = new AttemptTable(
            "submission",
            "id, attempt, language, entry_point, problem_version_id, input, cpu_time_ms, memory_limit_bytes, "
                    + "(select package_hash from problem_version v where v.id = problem_version_id), "
                    + "extract(epoch from clock_timestamp() - created_at) as waited, request");

    /** The state machine, from the claim on. */
    public AttemptTable attempts() {
        return attempts;
    }

    public void insert(Handle tx, UUID id, NewSubmission submission) {
        List<SourceFile> files = submission.files();
        tx.createUpdate("""
                        with made as (
                            insert into submission (id, user_id, problem_id, problem_version_id, lane, language,
                                                    entry_point, input, cpu_time_ms, memory_limit_bytes, request)
                            values (:id, :user, cast(:problem as uuid), cast(:version as uuid), :lane, :language,
                                    :entryPoint, :input, :time, :memory, :request))
                        insert into submission_file (submission_id, path, position, content)
                        select :id, path, place - 1, content
                          from unnest(:paths, :contents) with ordinality as file (path, content, place)""")
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
                .bind("request", Trace.request().orElse(null))
                .bind(
                        "paths",
                        array("text", files.stream().map(SourceFile::path).toArray(String[]::new)))
                .bind(
                        "contents",
                        array("bytea", files.stream().map(SourceFile::content).toArray(byte[][]::new)))
                .execute();
    }

    private static Argument array(String type, Object[] elements) {
        return (position, statement, _) ->
                statement.setArray(position, statement.getConnection().createArrayOf(type, elements));
    }

    /** Gives the submission to this worker as a new attempt, with all that judging needs. */
    public Claim claim(Handle tx, UUID id, String worker, Duration lease) {
        return attempts.claim(tx, id, worker, lease, (row, _) -> work(id, row, files(tx, id)));
    }

    private static Work work(UUID id, ResultSet row, List<SourceFile> files) throws SQLException {
        return new Work(
                id,
                id,
                row.getInt("attempt"),
                row.getString("language"),
                files,
                Optional.ofNullable(row.getString("entry_point")),
                Optional.ofNullable(row.getObject("problem_version_id", UUID.class)),
                Optional.ofNullable(row.getString("package_hash")),
                Optional.ofNullable(row.getString("input")),
                new RunLimits(optionalLong(row, "cpu_time_ms"), optionalLong(row, "memory_limit_bytes")),
                AttemptTable.origin(row));
    }

    /** Records the verdict of this attempt; answers false, and changes nothing, when the attempt does not count any more. */
    public boolean record(Handle tx, UUID id, int attempt, Judgement judgement, Optional<Evidence> evidence) {
        boolean recorded = attempts.record(tx, id, attempt, judgement);
        if (recorded) {
            insertJudgement(tx, id, attempt, judgement, evidence);
        }
        return recorded;
    }

    private static void insertJudgement(
            Handle tx, UUID id, int attempt, Judgement judgement, Optional<Evidence> evidence) {
        tx.createUpdate("""
                        insert into judgement (submission_id, attempt, verdict, score, time_ms, memory_bytes,
                                               compiler_output, tests, run, evidence, judged_at)
                        values (:id, :attempt, :verdict, :score, :time, :memory, :compilerOutput,
                                cast(:tests as jsonb), cast(:run as jsonb), cast(:evidence as jsonb), now())""")
                .bind("id", id)
                .bind("attempt", attempt)
                .bind("verdict", judgement.verdict().wireName())
                .bind("score", judgement.score().orElse(null))
                .bind("time", judgement.timeMs())
                .bind("memory", judgement.memoryBytes())
                .bind("compilerOutput", StoredText.safe(judgement.compilerOutput()))
                .bind("tests", StoredJson.write(judgement.tests()))
                .bind("run", judgement.run().map(StoredJson::write).orElse(null))
                .bind("evidence", evidence.map(StoredJson::write).orElse(null))
                .execute();
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

    /** The sources, in their order. */
    public List<SourceFile> files(Handle tx, UUID id) {
        return tx.createQuery("select path, content from submission_file where submission_id = :id order by position")
                .bind("id", id)
                .map((row, _) -> new SourceFile(row.getString("path"), row.getBytes("content")))
                .list();
    }

    /** A program as it was sent, and for what; empty when there is no such submission. */
    public Optional<SentProgram> program(Handle handle, UUID id) {
        return handle.createQuery("""
                        select s.language, s.entry_point, s.problem_version_id, p.slug
                          from submission s left join problem p on p.id = s.problem_id
                         where s.id = :id""")
                .bind("id", id)
                .map((row, _) -> new SentProgram(
                        row.getString("language"),
                        files(handle, id),
                        Optional.ofNullable(row.getString("entry_point")),
                        Optional.ofNullable(row.getString("slug")),
                        Optional.ofNullable(row.getObject("problem_version_id", UUID.class))))
                .findOne();
    }

    private static Optional<Long> optionalLong(ResultSet row, String column) throws SQLException {
        @Nullable Long value = row.getObject(column, Long.class);
        return Optional.ofNullable(value);
    }
}
