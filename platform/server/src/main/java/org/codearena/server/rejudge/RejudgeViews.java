package org.codearena.server.rejudge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.infra.StoredJson;
import org.codearena.server.submission.Evidence;
import org.codearena.server.submission.TestResult;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Reads of rejudges for setters. */
final class RejudgeViews {
    private static final TypeReference<List<TestResult>> TESTS = new TypeReference<>() {};

    private static final String REJUDGES = """
            select g.id, g.submission_id, p.slug, g.language, g.version, g.state, g.total, u.username, g.created_at,
                   g.settled_at, settler.username as settled_by, counts.*
              from rejudge g
              join users u on u.id = g.user_id
              left join users settler on settler.id = g.settled_by
              left join problem p on p.id = g.problem_id
             cross join lateral (
                   select count(*) filter (where r.state = 'judged') as judged,
                          count(*) filter (where r.state not in ('judged', 'cancelled')) as unfinished,
                          count(*) filter (where r.differs) as differing,
                          count(*) filter (where r.verdict = 'judge-error') as failed,
                          count(r.applied_attempt) as applied
                     from rejudgement r where r.rejudge_id = g.id) counts
            """;

    private static final String REJUDGEMENTS = """
            select r.submission_id, u.username, p.slug, r.language, r.state, r.differs, r.applied_attempt,
                   r.old_verdict, r.old_score, r.old_time_ms, r.old_memory_bytes,
                   r.verdict, r.score, r.time_ms, r.memory_bytes
              from rejudgement r
              join submission s on s.id = r.submission_id
              join users u on u.id = s.user_id
              join problem p on p.id = s.problem_id
            """;

    /** A rejudge as lists show it: {@code state} is running, ready, applied, cancelled or reverted. */
    record RejudgeItem(
            UUID id,
            @Nullable UUID submission,
            @Nullable String problem,
            @Nullable String language,
            String version,
            String state,
            int total,
            int judged,
            int differing,
            int failed,
            int applied,
            String by,
            Instant createdAt,
            @Nullable Instant settledAt,
            @Nullable String settledBy) {}

    /** A verdict and what came with it. */
    record Result(
            String verdict,
            @Nullable Double score,
            @Nullable Long timeMs,
            @Nullable Long memoryBytes) {}

    /** One submission of a rejudge; {@code after} is null until it is judged again. */
    record Rejudged(
            UUID submission,
            String username,
            String problem,
            String language,
            String state,
            Result before,
            @Nullable Result after,
            boolean differs,
            boolean applied) {}

    /** So many submissions go from one verdict to another. */
    record Change(String from, String to, int count) {}

    /** What a verdict is made of. */
    record Particulars(
            String compilerOutput,
            List<TestResult> tests,
            @Nullable Evidence evidence) {}

    /** Where a page goes on: after this row. */
    record After(boolean differs, UUID submission) {}

    Optional<RejudgeItem> find(Handle handle, UUID id) {
        return handle.createQuery(REJUDGES + " where g.id = :id")
                .bind("id", id)
                .map((row, _) -> item(row))
                .findOne();
    }

    /** The newest first. */
    List<RejudgeItem> list(Handle handle, Optional<String> problem, Optional<UUID> before, int limit) {
        return handle.createQuery(REJUDGES + """
                         where (cast(:problem as text) is null or p.slug = :problem)
                           and (cast(:before as uuid) is null or g.id < cast(:before as uuid))
                         order by g.id desc limit :limit""")
                .bind("problem", problem.orElse(null))
                .bind("before", before.orElse(null))
                .bind("limit", limit)
                .map((row, _) -> item(row))
                .list();
    }

    private static RejudgeItem item(ResultSet row) throws SQLException {
        String decided = row.getString("state");
        return new RejudgeItem(
                row.getObject("id", UUID.class),
                row.getObject("submission_id", UUID.class),
                row.getString("slug"),
                row.getString("language"),
                row.getString("version"),
                decided.equals("open") ? row.getInt("unfinished") > 0 ? "running" : "ready" : decided,
                row.getInt("total"),
                row.getInt("judged"),
                row.getInt("differing"),
                row.getInt("failed"),
                row.getInt("applied"),
                row.getString("username"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "settled_at"),
                row.getString("settled_by"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** From which verdict to which, the most frequent first. */
    List<Change> changes(Handle handle, UUID id) {
        return handle.createQuery("""
                        select old_verdict, verdict, count(*) as number from rejudgement
                         where rejudge_id = :id and differs
                         group by old_verdict, verdict order by count(*) desc, old_verdict, verdict""")
                .bind("id", id)
                .map((row, _) ->
                        new Change(row.getString("old_verdict"), row.getString("verdict"), row.getInt("number")))
                .list();
    }

    /** Those that differ come first. */
    List<Rejudged> submissions(Handle handle, UUID id, boolean onlyDiffering, Optional<After> after, int limit) {
        return handle.createQuery(REJUDGEMENTS + """
                         where r.rejudge_id = :id and (r.differs or not :differing)
                           and (cast(:after as uuid) is null
                                or r.differs < :differs
                                or r.differs = :differs and r.submission_id > cast(:after as uuid))
                         order by r.differs desc, r.submission_id limit :limit""")
                .bind("id", id)
                .bind("differing", onlyDiffering)
                .bind("after", after.map(After::submission).orElse(null))
                .bind("differs", after.map(After::differs).orElse(true))
                .bind("limit", limit)
                .map((row, _) -> rejudged(row))
                .list();
    }

    Optional<Rejudged> submission(Handle handle, UUID id, UUID submission) {
        return handle.createQuery(REJUDGEMENTS + " where r.rejudge_id = :id and r.submission_id = :submission")
                .bind("id", id)
                .bind("submission", submission)
                .map((row, _) -> rejudged(row))
                .findOne();
    }

    private static Rejudged rejudged(ResultSet row) throws SQLException {
        boolean judged = row.getString("state").equals("judged");
        row.getInt("applied_attempt");
        boolean applied = !row.wasNull();
        return new Rejudged(
                row.getObject("submission_id", UUID.class),
                row.getString("username"),
                row.getString("slug"),
                row.getString("language"),
                row.getString("state"),
                result(row, "old_"),
                judged ? result(row, "") : null,
                row.getBoolean("differs"),
                applied);
    }

    private static Result result(ResultSet row, String prefix) throws SQLException {
        return new Result(
                row.getString(prefix + "verdict"),
                row.getObject(prefix + "score", Double.class),
                row.getObject(prefix + "time_ms", Long.class),
                row.getObject(prefix + "memory_bytes", Long.class));
    }

    Optional<Particulars> before(Handle handle, UUID id, UUID submission) {
        return handle.createQuery("""
                        select j.compiler_output, j.tests, j.evidence
                          from rejudgement r
                          join judgement j on j.submission_id = r.submission_id and j.attempt = r.old_attempt
                         where r.rejudge_id = :id and r.submission_id = :submission""")
                .bind("id", id)
                .bind("submission", submission)
                .map((row, _) -> particulars(row))
                .findOne();
    }

    Optional<Particulars> after(Handle handle, UUID id, UUID submission) {
        return handle.createQuery("""
                        select compiler_output, tests, evidence from rejudgement
                         where rejudge_id = :id and submission_id = :submission and state = 'judged'""")
                .bind("id", id)
                .bind("submission", submission)
                .map((row, _) -> particulars(row))
                .findOne();
    }

    private static Particulars particulars(ResultSet row) throws SQLException {
        return new Particulars(
                row.getString("compiler_output"),
                StoredJson.read(row.getString("tests"), TESTS),
                Optional.ofNullable(row.getString("evidence"))
                        .map(evidence -> StoredJson.read(evidence, Evidence.class))
                        .orElse(null));
    }
}
