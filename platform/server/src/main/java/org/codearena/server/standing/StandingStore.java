package org.codearena.server.standing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.codearena.server.submission.Verdict;
import org.jdbi.v3.core.Handle;

/** The effects of verdicts, in SQL: each takes place once, however often its message comes. */
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

    /** Answers whether the submission's verdict is counted for the first time. */
    boolean countFirst(Handle tx, UUID submission) {
        return tx.createUpdate("insert into counted (submission_id) values (:id) on conflict do nothing")
                        .bind("id", submission)
                        .execute()
                == 1;
    }

    /** Answers whether this is the user's first accepted submission for the problem. */
    boolean solveFirst(Handle tx, Judged judged) {
        return tx.createUpdate("""
                        insert into solved (user_id, problem_id, submission_id, solved_at)
                        values (:user, :problem, :submission, :at) on conflict do nothing""")
                        .bind("user", judged.user())
                        .bind("problem", judged.problem())
                        .bind("submission", judged.submission())
                        .bind("at", judged.judgedAt())
                        .execute()
                == 1;
    }

    Standing add(Handle tx, Judged judged, long points) {
        return tx.createQuery("""
                        insert into standing as s (user_id, solved, score, last_accepted_at)
                        values (:user, 1, :points, :at)
                        on conflict (user_id) do update
                           set solved = s.solved + 1, score = s.score + :points,
                               last_accepted_at = greatest(s.last_accepted_at, :at)
                        returning user_id, solved, score, last_accepted_at""")
                .bind("user", judged.user())
                .bind("points", points)
                .bind("at", judged.judgedAt())
                .map((row, _) -> standing(row))
                .one();
    }

    /** Every standing, a thousand at a time. */
    void forEach(Handle tx, Consumer<Standing> consumer) {
        tx.createQuery("select user_id, solved, score, last_accepted_at from standing")
                .setFetchSize(1_000)
                .map((row, _) -> standing(row))
                .forEach(consumer);
    }

    Map<UUID, NamedStanding> named(Handle tx, Collection<UUID> users) {
        return tx.createQuery("""
                        select s.user_id, s.solved, s.score, s.last_accepted_at, u.username
                          from standing s join users u on u.id = s.user_id
                         where s.user_id = any(:users)""")
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
                row.getObject("last_accepted_at", OffsetDateTime.class).toInstant());
    }
}
