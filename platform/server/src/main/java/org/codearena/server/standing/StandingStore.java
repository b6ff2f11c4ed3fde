package org.codearena.server.standing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.codearena.contract.VerdictReached;
import org.codearena.server.submission.Verdict;
import org.jdbi.v3.core.Handle;

/**
 * The effects of verdicts, in SQL: each takes place once, however often its message comes. What was counted is kept by
 * submission, so that a verdict which has changed takes back what the former one had brought. A user's standing is the sum
 * of what they have solved, and never anything that depends on the order in which messages came.
 */
final class StandingStore {
    /** A judged submission for a problem. */
    record Judged(UUID submission, UUID user, UUID problem, Verdict verdict, OffsetDateTime judgedAt) {}

    /** The verdict that a message speaks of; empty when there is none such, or it is of no problem. */
    Optional<Judged> judged(Handle tx, UUID submission) {
        return tx.createQuery("""
                        select id, user_id, problem_id, verdict, judged_at from submission
                         where id = :id and state = 'judged' and problem_id is not null""")
                .bind("id", submission)
                .map((row, _) -> new Judged(
                        row.getObject("id", UUID.class),
                        row.getObject("user_id", UUID.class),
                        row.getObject("problem_id", UUID.class),
                        Verdict.of(row.getString("verdict")),
                        row.getObject("judged_at", OffsetDateTime.class)))
                .findOne();
    }

    /** Looks at every submission that there is. */
    List<VerdictReached> withoutEffect(Handle tx) {
        return tx.createQuery("""
                        select s.id, s.attempt
                          from submission s left join counted c on c.submission_id = s.id
                         where s.state = 'judged' and s.problem_id is not null
                           and case when s.verdict = 'judge-error' then c.submission_id is not null
                                    else c.accepted is distinct from (s.verdict = 'accepted') end""")
                .map((row, _) -> VerdictReached.of(row.getObject("id", UUID.class), row.getInt("attempt")))
                .list();
    }

    /** One effect at a time for each user, so that each sees what the one before did. */
    void lockUserOf(Handle tx, UUID submission) {
        tx.createQuery("""
                        select pg_advisory_xact_lock(hashtextextended(user_id::text, 0))
                          from submission where id = :id""").bind("id", submission).map((_, _) -> submission).findOne();
    }

    /** Whether the submission is counted, and then, as accepted or not. */
    Optional<Boolean> counted(Handle tx, UUID submission) {
        return tx.createQuery("select accepted from counted where submission_id = :id")
                .bind("id", submission)
                .mapTo(Boolean.class)
                .findOne();
    }

    /** Notes as what the submission is counted from now on; empty for not at all. */
    void count(Handle tx, UUID submission, Optional<Boolean> accepted) {
        accepted.ifPresentOrElse(
                as -> tx.createUpdate("""
                                insert into counted (submission_id, accepted) values (:id, :accepted)
                                on conflict (submission_id) do update set accepted = excluded.accepted""")
                        .bind("id", submission)
                        .bind("accepted", as)
                        .execute(),
                () -> tx.createUpdate("delete from counted where submission_id = :id")
                        .bind("id", submission)
                        .execute());
    }

    /** Lets the user have solved the problem with this submission, unless they had with an earlier one. */
    boolean solve(Handle tx, Judged judged, long points) {
        return tx.createUpdate("""
                        insert into solved as s (user_id, problem_id, submission_id, solved_at, points)
                        values (:user, :problem, :submission, :at, :points)
                        on conflict (user_id, problem_id) do update
                           set submission_id = excluded.submission_id, solved_at = excluded.solved_at
                         where (excluded.solved_at, excluded.submission_id) < (s.solved_at, s.submission_id)""")
                        .bind("user", judged.user())
                        .bind("problem", judged.problem())
                        .bind("submission", judged.submission())
                        .bind("at", judged.judgedAt())
                        .bind("points", points)
                        .execute()
                == 1;
    }

    /** Takes back that this submission solved its problem: the user's next one did, if there is any. */
    boolean unsolve(Handle tx, Judged judged) {
        int moved = tx.createUpdate("""
                        update solved s set submission_id = next.id, solved_at = next.judged_at
                          from (select id, judged_at from submission
                                 where user_id = :user and problem_id = :problem and verdict = 'accepted'
                                 order by judged_at, id limit 1) next
                         where s.user_id = :user and s.problem_id = :problem and s.submission_id = :submission""")
                .bind("user", judged.user())
                .bind("problem", judged.problem())
                .bind("submission", judged.submission())
                .execute();
        return moved == 1 || forget(tx, judged);
    }

    private static boolean forget(Handle tx, Judged judged) {
        return tx.createUpdate("""
                        delete from solved
                         where user_id = :user and problem_id = :problem and submission_id = :submission""")
                        .bind("user", judged.user())
                        .bind("problem", judged.problem())
                        .bind("submission", judged.submission())
                        .execute()
                == 1;
    }

    /** Sums up anew what the user has solved. */
    Standing sumUp(Handle tx, Judged judged) {
        return tx.createQuery("""
                        insert into standing as s (user_id, solved, score, last_accepted_at)
                        select :user, count(*), coalesce(sum(points), 0), coalesce(max(solved_at), :at)
                          from solved where user_id = :user
                        on conflict (user_id) do update
                           set solved = excluded.solved, score = excluded.score,
                               last_accepted_at = excluded.last_accepted_at, version = s.version + 1
                        returning user_id, solved, score, last_accepted_at, version""")
                .bind("user", judged.user())
                .bind("at", judged.judgedAt())
                .map((row, _) -> standing(row))
                .one();
    }

    /** Every standing, a thousand at a time. */
    void forEach(Handle tx, Consumer<Standing> consumer) {
        tx.createQuery("select user_id, solved, score, last_accepted_at, version from standing")
                .setFetchSize(1_000)
                .map((row, _) -> standing(row))
                .forEach(consumer);
    }

    Map<UUID, NamedStanding> named(Handle tx, Collection<UUID> users) {
        return tx.createQuery("""
                        select s.user_id, s.solved, s.score, s.last_accepted_at, s.version, u.username
                          from standing s join users u on u.id = s.user_id
                         where s.user_id = any(:users) and s.solved > 0""")
                .bindArray("users", UUID.class, users.toArray())
                .map((row, _) -> new NamedStanding(row.getString("username"), standing(row)))
                .collect(Collectors.toMap(named -> named.standing().user(), each -> each));
    }

    Set<UUID> solvedAmong(Handle handle, UUID user, Collection<UUID> problems) {
        return Set.copyOf(handle.createQuery(
                        "select problem_id from solved where user_id = :user and problem_id = any(:problems)")
                .bind("user", user)
                .bindArray("problems", UUID.class, problems.toArray())
                .mapTo(UUID.class)
                .list());
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                row.getObject("user_id", UUID.class),
                row.getInt("solved"),
                row.getLong("score"),
                row.getObject("last_accepted_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }
}
