package org.codearena.server.submission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.infra.StoredJson;
import org.codearena.server.submission.SubmissionEvents.Told;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Reads of submissions for people: rows of lists, and one submission whole. */
public final class SubmissionViews {
    private static final TypeReference<List<TestResult>> TESTS = new TypeReference<>() {};

    private static final String COLUMNS = """
            select s.id, s.user_id, u.username, p.slug, s.language, s.state, s.verdict, s.score, s.time_ms,
                   s.memory_bytes, s.attempt, s.created_at, s.judged_at
              from submission s
              join users u on u.id = s.user_id
              left join problem p on p.id = s.problem_id
            """;

    /** A submission as lists show it. */
    record Row(
            UUID id,
            UUID userId,
            String username,
            @Nullable String problem,
            String language,
            String state,
            @Nullable String verdict,
            @Nullable Double score,
            @Nullable Long timeMs,
            @Nullable Long memoryBytes,
            int attempt,
            Instant createdAt,
            @Nullable Instant judgedAt) {}

    /** Which submissions a list shows; an absent part does not narrow it. */
    record Filter(Optional<String> username, Optional<String> problem, Optional<Verdict> verdict) {}

    Optional<Row> find(Handle handle, UUID id) {
        return handle.createQuery(COLUMNS + " where s.id = :id")
                .bind("id", id)
                .map((row, _) -> row(row))
                .findOne();
    }

    /** The newest first; ids grow with time, so the last row's id is where the next page goes on. */
    List<Row> list(Handle handle, Filter filter, Optional<UUID> before, int limit) {
        return handle.createQuery(COLUMNS + """
                         where s.problem_id is not null
                           and (cast(:username as text) is null or u.username = :username)
                           and (cast(:problem as text) is null or p.slug = :problem)
                           and (cast(:verdict as text) is null or s.verdict = :verdict)
                           and (cast(:before as uuid) is null or s.id < cast(:before as uuid))
                         order by s.id desc limit :limit""")
                .bind("username", filter.username().orElse(null))
                .bind("problem", filter.problem().orElse(null))
                .bind("verdict", filter.verdict().map(Verdict::wireName).orElse(null))
                .bind("before", before.orElse(null))
                .bind("limit", limit)
                .map((row, _) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getString("username"),
                row.getString("slug"),
                row.getString("language"),
                row.getString("state"),
                row.getString("verdict"),
                row.getObject("score", Double.class),
                row.getObject("time_ms", Long.class),
                row.getObject("memory_bytes", Long.class),
                row.getInt("attempt"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "judged_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** How many tests the version has that the submission is judged against; empty for a run. */
    Optional<Integer> testCount(Handle handle, UUID id) {
        return handle.createQuery("""
                        select jsonb_array_length(v.tests)
                          from submission s join problem_version v on v.id = s.problem_version_id
                         where s.id = :id""").bind("id", id).mapTo(Integer.class).findOne();
    }

    /** The result that the submission shows; empty until it is judged. */
    Optional<Judgement> judgement(Handle handle, UUID id) {
        return handle.createQuery("""
                        select j.verdict, j.score, j.time_ms, j.memory_bytes, j.compiler_output, j.tests, j.run
                          from submission s join judgement j on j.submission_id = s.id and j.attempt = s.attempt
                         where s.id = :id and s.state = 'judged'""")
                .bind("id", id)
                .map((row, _) -> new Judgement(
                        Verdict.of(row.getString("verdict")),
                        Optional.ofNullable(row.getObject("score", Double.class)),
                        row.getLong("time_ms"),
                        row.getLong("memory_bytes"),
                        row.getString("compiler_output"),
                        StoredJson.read(row.getString("tests"), TESTS),
                        Optional.ofNullable(row.getString("run")).map(run -> StoredJson.read(run, RunResult.class))))
                .findOne();
    }

    /** A verdict that the submission has or had. */
    record Past(int attempt, String verdict, @Nullable Double score, Instant judgedAt, String why) {}

    /** Every verdict that the submission has had, the first one first. */
    List<Past> pasts(Handle handle, UUID id) {
        return handle.createQuery("""
                        select attempt, verdict, score, judged_at, why from judgement
                         where submission_id = :id order by attempt""")
                .bind("id", id)
                .map((row, _) -> new Past(
                        row.getInt("attempt"),
                        row.getString("verdict"),
                        row.getObject("score", Double.class),
                        row.getObject("judged_at", OffsetDateTime.class).toInstant(),
                        row.getString("why")))
                .list();
    }

    /** What the verdict that the submission shows rests on; empty for one that is not known. */
    Optional<Evidence> evidence(Handle handle, UUID id) {
        return handle.createQuery("""
                        select j.evidence
                          from submission s join judgement j on j.submission_id = s.id and j.attempt = s.attempt
                         where s.id = :id and s.state = 'judged' and j.evidence is not null""")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .map(evidence -> StoredJson.read(evidence, Evidence.class));
    }

    /** What has been told of a judged submission, made of its result; empty until it is judged. */
    Optional<List<Told>> history(Handle handle, UUID id) {
        return judgement(handle, id).map(judgement -> {
            int attempt = attempt(handle, id);
            return SubmissionEvent.historyOf(judgement).stream()
                    .map(event -> SubmissionEvents.told(id, attempt, event))
                    .toList();
        });
    }

    private static int attempt(Handle handle, UUID id) {
        return handle.createQuery("select attempt from submission where id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    /** Which of these have a verdict. */
    List<UUID> judgedAmong(Handle handle, Collection<UUID> ids) {
        return handle.createQuery("select id from submission where id = any(:ids) and state = 'judged'")
                .bindArray("ids", UUID.class, ids.toArray())
                .mapTo(UUID.class)
                .list();
    }
}
