package org.codearena.server.submission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.codearena.server.infra.StoredJson;
import org.codearena.server.submission.SubmissionEvents.Told;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Reads of submissions for people: rows of lists, and one submission whole. */
public final class SubmissionViews {
    private static final TypeReference<List<TestResult>> TESTS = new TypeReference<>() {};

    private static final String COLUMNS = """
            select s.id, s.user_id, u.username, p.slug, s.language, s.state, s.verdict, s.score, s.time_ms,
                   s.memory_bytes, s.attempt, s.created_at, s.judged_at
            """;
    private static final String NAMES = """
              join users u on u.id = s.user_id
              left join problem p on p.id = s.problem_id
            """;
    /** Greater than every id that there is. */
    private static final UUID AFTER_ALL = new UUID(-1, -1);

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
        return handle.createQuery(COLUMNS + " from submission s " + NAMES + " where s.id = :id")
                .bind("id", id)
                .map((row, _) -> row(row))
                .findOne();
    }

    /**
     * The newest first; ids grow with time, so the last row's id is where the next page goes on. Names are looked up beforehand, so
     * that each list is the end of an index, however rare what it shows is among all that is stored.
     */
    List<Row> list(Handle handle, Filter filter, Optional<UUID> before, int limit) {
        Map<String, List<?>> wanted = new LinkedHashMap<>();
        filter.username().ifPresent(name -> wanted.put("user_id", usersNamed(handle, name)));
        filter.problem().ifPresent(slug -> wanted.put("problem_id", problemsNamed(handle, slug)));
        filter.verdict().ifPresent(verdict -> wanted.put("verdict", List.of(verdict.wireName())));
        Query query = handle.createQuery(listed(List.copyOf(wanted.keySet()), limit))
                .bind("before", before.orElse(AFTER_ALL));
        wanted.forEach((column, values) ->
                query.bindArray(column, column.equals("verdict") ? String.class : UUID.class, values.toArray()));
        return query.map((row, _) -> row(row)).list();
    }

    private static List<UUID> usersNamed(Handle handle, String name) {
        return handle.createQuery("select id from users where lower(username) = lower(:name)")
                .bind("name", name)
                .mapTo(UUID.class)
                .list();
    }

    /** Those that were deleted keep their slug, which may be used again. */
    private static List<UUID> problemsNamed(Handle handle, String slug) {
        return handle.createQuery("select id from problem where slug = :slug")
                .bind("slug", slug)
                .mapTo(UUID.class)
                .list();
    }

    /**
     * The first column leads. It is asked for as a range of one value and is part of the order, although it is the same in all rows:
     * so only its own index serves, and never that of all submissions, which the planner else takes for what it believes to be
     * frequent, and may then read to its end. The limit is no parameter, so that the planner knows how little is wanted.
     */
    private static String listed(List<String> columns, int limit) {
        String newest = "select * from submission s where s.problem_id is not null and s.id < :before";
        if (columns.isEmpty()) {
            return page(" from (" + newest + " order by s.id desc limit " + limit + ") s ", limit);
        }
        String leading = columns.getFirst();
        String others = columns.stream()
                .skip(1)
                .map(column -> " and s." + column + " = any(:" + column + ")")
                .collect(Collectors.joining());
        return page(
                " from unnest(:%1$s) wanted (value) cross join lateral (%2$s".formatted(leading, newest)
                        + " and s.%1$s between wanted.value and wanted.value%2$s order by s.%1$s, s.id desc limit %3$d) s "
                                .formatted(leading, others, limit),
                limit);
    }

    private static String page(String from, int limit) {
        return COLUMNS + from + NAMES + " order by s.id desc limit " + limit;
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
