package org.codearena.server.rejudge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.Lane;
import org.codearena.contract.VerdictReached;
import org.codearena.server.kernel.Trace;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Rejudges in SQL. All of a rejudge is one statement each, however many submissions it has; what takes a verdict's place
 * is fenced by the attempt that was there when the rejudge was made.
 */
final class RejudgeStore {
    /** Any number that nobody else locks. */
    private static final long LOCK = 0x7265_6a75_6467_6521L;

    private static final String IN_SCOPE = """
              from submission s join problem p on p.id = s.problem_id
             where s.state = 'judged'
               and (cast(:submission as uuid) is null and p.deleted_at is null or s.id = cast(:submission as uuid))
               and (cast(:problem as uuid) is null or s.problem_id = cast(:problem as uuid))
               and (cast(:language as text) is null or s.language = :language)
               and s.language = any(:languages)
            """;

    /** The rows that an application is about: those listed, or all that got a verdict. */
    private static final String CHOSEN = """
            r.rejudge_id = :id and r.state = 'judged' and r.verdict <> 'judge-error'
               and (:all or r.submission_id = any(:chosen))""";

    /** A setter's decision about a rejudge. */
    enum State {
        OPEN,
        APPLIED,
        CANCELLED,
        REVERTED
    }

    /** What a decision needs to know. */
    record Decided(State state, boolean languageWide, int unfinished) {}

    /** Makers of rejudges come one after the other, so that no two find the same submission free. */
    void lockMaking(Handle tx) {
        tx.createQuery("select pg_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .map((_, _) -> LOCK)
                .one();
    }

    /** How many submissions there are to judge again; counts to {@code atMost} and no further. */
    int count(Handle tx, Scope scope, int atMost) {
        return scoped(tx.createQuery("select count(*) from (select 1 " + IN_SCOPE + " limit :most) counted"), scope)
                .bind("most", atMost)
                .mapTo(Integer.class)
                .one();
    }

    /** The rejudges that are not settled and hold any of these submissions. */
    List<UUID> holding(Handle tx, Scope scope) {
        return scoped(tx.createQuery("""
                        select distinct r.rejudge_id from rejudgement r
                         where not r.settled and r.submission_id in (select s.id %s)
                         order by 1 limit 5""".formatted(IN_SCOPE)), scope)
                .mapTo(UUID.class)
                .list();
    }

    /** @param sameVersion by the version of the problem that each verdict came from, and not by the current one */
    void insert(Handle tx, UUID id, UUID user, Scope scope, boolean sameVersion, int total) {
        tx.createUpdate("""
                        insert into rejudge (id, user_id, submission_id, problem_id, language, version, total, request)
                        values (:id, :user, cast(:submission as uuid), cast(:problem as uuid), :language, :version,
                                :total, :request)""")
                .bind("id", id)
                .bind("user", user)
                .bind("submission", scope.submission().orElse(null))
                .bind("problem", scope.problem().orElse(null))
                .bind("language", scope.language().orElse(null))
                .bind("version", sameVersion ? "same" : "current")
                .bind("total", total)
                .bind("request", Trace.request().orElse(null))
                .execute();
    }

    /** Puts every submission of the scope into the backlog, as a part of this rejudge. Answers how many. */
    int insertAll(Handle tx, UUID id, Scope scope, boolean sameVersion) {
        return scoped(tx.createUpdate("""
                        insert into rejudgement (id, rejudge_id, submission_id, problem_version_id, lane, language,
                                                 old_version_id, old_attempt, old_verdict, old_score, old_time_ms,
                                                 old_memory_bytes)
                        select gen_random_uuid(), :id, s.id,
                               case when :same then s.problem_version_id else p.version_id end, :lane, s.language,
                               s.problem_version_id, s.attempt, s.verdict, s.score, s.time_ms, s.memory_bytes
                        """ + IN_SCOPE), scope)
                .bind("id", id)
                .bind("same", sameVersion)
                .bind("lane", Lane.BULK.wireName())
                .execute();
    }

    private static <S extends SqlStatement<S>> S scoped(S statement, Scope scope) {
        return statement
                .bind("submission", scope.submission().orElse(null))
                .bind("problem", scope.problem().orElse(null))
                .bind("language", scope.language().orElse(null))
                .bindArray("languages", String.class, scope.languages());
    }

    /** Holds the rejudge for a decision: nobody else decides meanwhile. */
    Optional<Decided> lock(Handle tx, UUID id) {
        return tx.createQuery("""
                        select state, submission_id is null and problem_id is null as language_wide,
                               (select count(*) from rejudgement
                                 where rejudge_id = :id and state not in ('judged', 'cancelled')) as unfinished
                          from rejudge where id = :id for update""")
                .bind("id", id)
                .map((row, _) -> new Decided(
                        stateOf(row.getString("state")), row.getBoolean("language_wide"), row.getInt("unfinished")))
                .findOne();
    }

    private static State stateOf(String wireName) {
        return switch (wireName) {
            case "open" -> State.OPEN;
            case "applied" -> State.APPLIED;
            case "cancelled" -> State.CANCELLED;
            case "reverted" -> State.REVERTED;
            default -> throw new IllegalStateException("a rejudge is '" + wireName + "'");
        };
    }

    /** Which of these submissions have no result in the rejudge that could be applied. */
    List<UUID> notApplicable(Handle tx, UUID id, List<UUID> chosen) {
        return tx.createQuery("""
                        select chosen from unnest(cast(:chosen as uuid[])) chosen
                         where not exists (
                               select 1 from rejudgement r
                                where r.rejudge_id = :id and r.submission_id = chosen and r.state = 'judged'
                                  and r.verdict <> 'judge-error')
                         limit 5""")
                .bind("id", id)
                .bindArray("chosen", UUID.class, chosen)
                .mapTo(UUID.class)
                .list();
    }

    /** How many results an application of these is about; nobody chosen means all. */
    int countChosen(Handle tx, UUID id, Optional<List<UUID>> chosen) {
        return chosen(tx.createQuery("select count(*) from rejudgement r where " + CHOSEN), id, chosen)
                .mapTo(Integer.class)
                .one();
    }

    /**
     * Gives submissions their new verdicts, as a further attempt each. One whose verdict is not any more the one that the
     * rejudge began with is left alone. The time of judging stays: a verdict that is mended counts from when it was due.
     * Answers how many.
     */
    int apply(Handle tx, UUID id, Optional<List<UUID>> chosen) {
        int applied = chosen(tx.createUpdate("""
                        with applied as (
                            update submission s
                               set verdict = r.verdict, score = r.score, time_ms = r.time_ms,
                                   memory_bytes = r.memory_bytes, problem_version_id = r.problem_version_id,
                                   attempt = s.attempt + 1
                              from rejudgement r
                             where s.id = r.submission_id and s.state = 'judged' and s.attempt = r.old_attempt
                               and %s
                            returning s.id, s.attempt)
                        update rejudgement r set applied_attempt = applied.attempt
                          from applied
                         where r.rejudge_id = :id and r.submission_id = applied.id""".formatted(CHOSEN)), id, chosen).execute();
        tx.createUpdate("""
                        insert into judgement (submission_id, attempt, verdict, score, time_ms, memory_bytes,
                                               compiler_output, tests, evidence, judged_at, why, rejudge_id)
                        select submission_id, applied_attempt, verdict, score, time_ms, memory_bytes, compiler_output,
                               tests, evidence, judged_at, 'rejudged', rejudge_id
                          from rejudgement where rejudge_id = :id and applied_attempt is not null""").bind("id", id).execute();
        return applied;
    }

    private static <S extends SqlStatement<S>> S chosen(S statement, UUID id, Optional<List<UUID>> chosen) {
        return statement
                .bind("id", id)
                .bind("all", chosen.isEmpty())
                .bindArray("chosen", UUID.class, chosen.orElse(List.of()));
    }

    /** How many submissions have a verdict from this rejudge's application. */
    int countApplied(Handle tx, UUID id) {
        return tx.createQuery("select count(*) from rejudgement where rejudge_id = :id and applied_attempt is not null")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    /** Gives submissions back the verdicts of before, as a further attempt each. Answers how many. */
    int revert(Handle tx, UUID id) {
        return tx.createUpdate("""
                        with reverted as (
                            update submission s
                               set verdict = r.old_verdict, score = r.old_score, time_ms = r.old_time_ms,
                                   memory_bytes = r.old_memory_bytes, problem_version_id = r.old_version_id,
                                   attempt = s.attempt + 1
                              from rejudgement r
                             where s.id = r.submission_id and s.state = 'judged' and s.attempt = r.applied_attempt
                               and r.rejudge_id = :id
                            returning s.id, s.attempt, r.old_attempt)
                        insert into judgement (submission_id, attempt, verdict, score, time_ms, memory_bytes,
                                               compiler_output, tests, run, evidence, judged_at, why, rejudge_id)
                        select j.submission_id, reverted.attempt, j.verdict, j.score, j.time_ms, j.memory_bytes,
                               j.compiler_output, j.tests, j.run, j.evidence, now(), 'reverted', :id
                          from judgement j
                          join reverted on reverted.id = j.submission_id and reverted.old_attempt = j.attempt""").bind("id", id).execute();
    }

    /** The submissions whose verdict an application or its reversal changed. */
    List<VerdictReached> changed(Handle tx, UUID id) {
        return tx.createQuery("""
                        select s.id, s.attempt
                          from rejudgement r join submission s on s.id = r.submission_id
                         where r.rejudge_id = :id and r.applied_attempt is not null and r.verdict <> r.old_verdict
                         order by s.id""")
                .bind("id", id)
                .map((row, _) -> VerdictReached.of(row.getObject("id", UUID.class), row.getInt("attempt")))
                .list();
    }

    /** Stops judging what has no result yet: what judges bring later changes nothing. */
    void cancelUnfinished(Handle tx, UUID id) {
        tx.createUpdate("""
                        update rejudgement
                           set state = 'cancelled', released_at = null, worker = null, lease_until = null
                         where rejudge_id = :id and state not in ('judged', 'cancelled')""").bind("id", id).execute();
    }

    /** Notes the decision; the submissions may be rejudged anew. */
    void settle(Handle tx, UUID id, UUID by, State state) {
        tx.createUpdate("""
                        update rejudge set state = :state, settled_at = now(), settled_by = :by where id = :id""")
                .bind("id", id)
                .bind("by", by)
                .bind("state", state.name().toLowerCase(Locale.ROOT))
                .execute();
        tx.createUpdate("update rejudgement set settled = true where rejudge_id = :id and not settled")
                .bind("id", id)
                .execute();
    }
}
