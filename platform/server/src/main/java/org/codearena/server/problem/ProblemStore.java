package org.codearena.server.problem;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.infra.StoredJson;
import org.codearena.server.problem.format.Difficulty;
import org.codearena.server.problem.format.ParsedPackage;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Problems and their versions, in SQL. */
public final class ProblemStore {
    private static final TypeReference<Map<String, StoredVersion.Statement>> STATEMENTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, StoredVersion.File>> FILES = new TypeReference<>() {};
    private static final TypeReference<List<StoredTest>> TESTS = new TypeReference<>() {};
    private static final TypeReference<List<String>> LANGUAGES = new TypeReference<>() {};

    /** A problem as lists show it. */
    public record Row(
            UUID id,
            UUID version,
            String slug,
            String title,
            String difficulty,
            int difficultyRank,
            List<String> tags,
            long judged,
            long accepted) {
        /** The share of judged submissions that were accepted; null until there are any. */
        @Nullable
        Double acceptance() {
            return judged == 0 ? null : (double) accepted / judged;
        }
    }

    /**
     * What a submission is held against when it comes in.
     *
     * @param codeBytes all its files together, at most
     * @param languages codes of packages for those it may be in; empty for all
     */
    public record Entry(UUID problem, UUID version, long codeBytes, List<String> languages) {}

    /** Which problems a list shows; an absent part does not narrow it. */
    record Filter(Optional<String> query, Optional<String> tag, Optional<String> difficulty, boolean forSetters) {}

    /** Where a page of the list goes on: after this problem. */
    record After(long difficultyRank, String title, UUID id) {}

    /** The problem of this slug, as everybody may see it: one under embargo is not there yet. */
    public Optional<Row> find(Handle handle, String slug) {
        return find(handle, slug, false);
    }

    /** The problem of this slug, for setters also while it is under embargo. */
    public Optional<Row> find(Handle handle, String slug, boolean forSetters) {
        return handle.createQuery("""
                        select id, version_id, slug, title, difficulty, difficulty_rank, tags, judged, accepted
                          from problem
                         where slug = :slug and deleted_at is null
                           and (:all or embargo_until is null or embargo_until <= now())""")
                .bind("slug", slug)
                .bind("all", forSetters)
                .map((row, _) -> row(row))
                .findOne();
    }

    /** A problem as it is shown, and when its version was written last, in words that nobody but this database knows. */
    record Written(Row row, String written) {}

    Optional<Written> written(Handle handle, String slug, boolean forSetters) {
        return handle.createQuery("""
                        select p.id, version_id, slug, title, difficulty, difficulty_rank, tags, judged, accepted,
                               version.xmin::text as written
                          from problem p join problem_version version on version.id = p.version_id
                         where slug = :slug and deleted_at is null
                           and (:all or embargo_until is null or embargo_until <= now())""")
                .bind("slug", slug)
                .bind("all", forSetters)
                .map((row, _) -> new Written(row(row), row.getString("written")))
                .findOne();
    }

    /** What a submission for the problem of this slug is held against; as everybody may see it. */
    public Optional<Entry> entry(Handle handle, String slug) {
        return handle.createQuery("""
                        select problem.id, version_id, code_bytes, coalesce(rules -> 'languages', '[]') as languages
                          from problem join problem_version version on version.id = version_id
                         where slug = :slug and deleted_at is null
                           and (embargo_until is null or embargo_until <= now())""")
                .bind("slug", slug)
                .map((row, _) -> new Entry(
                        row.getObject("id", UUID.class),
                        row.getObject("version_id", UUID.class),
                        row.getLong("code_bytes"),
                        StoredJson.read(row.getString("languages"), LANGUAGES)))
                .findOne();
    }

    List<Row> list(Handle handle, Filter filter, Optional<After> after, int limit) {
        return handle.createQuery("""
                        select id, version_id, slug, title, difficulty, difficulty_rank, tags, judged, accepted
                          from problem
                         where deleted_at is null
                           and (:all or embargo_until is null or embargo_until <= now())
                           and (cast(:query as text) is null
                                or title ilike '%' || :query || '%' or slug ilike '%' || :query || '%')
                           and (cast(:tag as text) is null or :tag = any(tags))
                           and (cast(:difficulty as text) is null or difficulty = :difficulty)
                           and (cast(:rank as bigint) is null
                                or (difficulty_rank, title, id) > (:rank, :title, cast(:id as uuid)))
                         order by difficulty_rank, title, id limit :limit""")
                .bind("query", filter.query().map(ProblemStore::literally).orElse(null))
                .bind("all", filter.forSetters())
                .bind("tag", filter.tag().orElse(null))
                .bind("difficulty", filter.difficulty().orElse(null))
                .bind("rank", after.map(After::difficultyRank).orElse(null))
                .bind("title", after.map(After::title).orElse(null))
                .bind("id", after.map(After::id).orElse(null))
                .bind("limit", limit)
                .map((row, _) -> row(row))
                .list();
    }

    /** What people type is not a pattern. */
    private static String literally(String query) {
        return query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("version_id", UUID.class),
                row.getString("slug"),
                row.getString("title"),
                row.getString("difficulty"),
                row.getInt("difficulty_rank"),
                strings(row.getArray("tags")),
                row.getLong("judged"),
                row.getLong("accepted"));
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    public StoredVersion version(Handle handle, UUID version) {
        return handle.createQuery("""
                        select package_hash, time_ms, memory_bytes, output_bytes, code_bytes, statements, files, tests,
                               rules
                          from problem_version where id = :id""")
                .bind("id", version)
                .map((row, _) -> new StoredVersion(
                        row.getString("package_hash"),
                        row.getLong("time_ms"),
                        row.getLong("memory_bytes"),
                        row.getLong("output_bytes"),
                        row.getLong("code_bytes"),
                        StoredJson.read(row.getString("statements"), STATEMENTS),
                        StoredJson.read(row.getString("files"), FILES),
                        StoredJson.read(row.getString("tests"), TESTS),
                        StoredJson.read(row.getString("rules"), JudgingRules.class)))
                .one();
    }

    /**
     * Makes this the problem's current version; the problem is made where the slug is new. The very same package becomes
     * the version that it was before, shown as it is read now. Answers the version's id.
     */
    UUID publish(Handle tx, UUID newProblem, UUID newVersion, ParsedPackage parsed, StoredVersion stored) {
        UUID problem = find(tx, parsed.slug(), true).map(Row::id).orElse(newProblem);
        UUID version = keepVersion(tx, problem, newVersion, stored);
        tx.createUpdate("""
                        insert into problem (id, slug, version_id, title, difficulty, tags, embargo_until)
                        values (:id, :slug, :version, :title, :difficulty, :tags, :embargo)
                        on conflict (slug) where deleted_at is null do update
                           set version_id = excluded.version_id, title = excluded.title,
                               difficulty = excluded.difficulty, tags = excluded.tags,
                               embargo_until = excluded.embargo_until""")
                .bind("id", problem)
                .bind("slug", parsed.slug())
                .bind("version", version)
                .bind("title", parsed.title())
                .bind(
                        "difficulty",
                        parsed.metadata().difficulty().orElse(Difficulty.MEDIUM).wireName())
                .bindArray("tags", String.class, parsed.metadata().tags())
                .bind(
                        "embargo",
                        parsed.metadata()
                                .embargo()
                                .map(at -> at.atOffset(ZoneOffset.UTC))
                                .orElse(null))
                .execute();
        return version;
    }

    private static UUID keepVersion(Handle tx, UUID problem, UUID newVersion, StoredVersion stored) {
        return tx.createQuery("""
                        insert into problem_version (id, problem_id, package_hash, time_ms, memory_bytes, output_bytes,
                                                     code_bytes, statements, files, tests, rules)
                        values (:id, :problem, :hash, :time, :memory, :output, :code, cast(:statements as jsonb),
                                cast(:files as jsonb), cast(:tests as jsonb), cast(:rules as jsonb))
                        on conflict (problem_id, package_hash) do update
                           set statements = excluded.statements, files = excluded.files
                        returning id""")
                .bind("id", newVersion)
                .bind("problem", problem)
                .bind("hash", stored.packageHash())
                .bind("time", stored.timeMs())
                .bind("memory", stored.memoryBytes())
                .bind("output", stored.outputBytes())
                .bind("code", stored.codeBytes())
                .bind("statements", StoredJson.write(stored.statements()))
                .bind("files", StoredJson.write(stored.files()))
                .bind("tests", StoredJson.write(stored.tests()))
                .bind("rules", StoredJson.write(stored.rules()))
                .mapTo(UUID.class)
                .one();
    }

    /** Hides a problem; answers whether there was one. What was submitted for it stays. */
    boolean delete(Handle tx, String slug) {
        return tx.createUpdate("update problem set deleted_at = now() where slug = :slug and deleted_at is null")
                        .bind("slug", slug)
                        .execute()
                == 1;
    }

    /** Counts so many more submissions, or fewer, as judged and as accepted. The caller makes sure that each counts once. */
    public void count(Handle tx, UUID problem, int judged, int accepted) {
        tx.createUpdate("""
                        update problem set judged = judged + :judged, accepted = accepted + :accepted
                         where id = :id""")
                .bind("id", problem)
                .bind("judged", judged)
                .bind("accepted", accepted)
                .execute();
    }

    public String difficulty(Handle tx, UUID problem) {
        return tx.createQuery("select difficulty from problem where id = :id")
                .bind("id", problem)
                .mapTo(String.class)
                .one();
    }

    /** Whether there is or ever was a problem of this slug. */
    boolean wasUsed(Handle handle, String slug) {
        return handle.createQuery("select exists (select 1 from problem where slug = :slug)")
                .bind("slug", slug)
                .mapTo(Boolean.class)
                .one();
    }
}
