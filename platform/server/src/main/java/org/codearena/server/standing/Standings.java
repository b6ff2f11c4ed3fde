package org.codearena.server.standing;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.codearena.contract.VerdictReached;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.Database;
import org.codearena.server.problem.ProblemStore;
import org.codearena.server.standing.StandingStore.Judged;
import org.codearena.server.submission.Verdict;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets verdicts take effect, each once: in the database first, in the cache's picture of it after that. */
public final class Standings {
    private static final Logger log = LoggerFactory.getLogger(Standings.class);

    private final Database database;
    private final StandingStore store = new StandingStore();
    private final Board board;
    private final BoardPages pages;
    private final BoardEvents events;
    private final ProblemStore problems = new ProblemStore();

    public Standings(Database database, Cache cache, BoardEvents events) {
        this.database = database;
        this.board = new Board(cache, database, store);
        this.pages = new BoardPages(board, database, store, events);
        this.events = events;
    }

    Board board() {
        return board;
    }

    BoardPages pages() {
        return pages;
    }

    /** Which of these problems a user has solved. */
    public Set<UUID> solvedAmong(UUID user, Collection<UUID> problems) {
        return database.read(handle -> store.solvedAmong(handle, user, problems));
    }

    /** Verdicts that have not taken effect: their messages are on their way, or lost. */
    public List<VerdictReached> withoutEffect(Handle tx) {
        return store.withoutEffect(tx);
    }

    /** Lets the verdict that the submission has now take effect, in place of the one that was counted before, if any. */
    void apply(UUID submission) {
        Optional<Effect> effect = database.inTransaction(tx -> {
            store.lockUserOf(tx, submission);
            return store.judged(tx, submission).flatMap(judged -> apply(tx, judged));
        });
        effect.flatMap(Effect::standing).ifPresent(this::show);
        if (effect.filter(Effect::isCorrection).isPresent()) {
            tell("verdicts");
        }
    }

    /** What a verdict did; a correction replaced one that had taken effect before. */
    private record Effect(boolean isCorrection, Optional<Standing> standing) {}

    private Optional<Effect> apply(Handle tx, Judged judged) {
        Optional<Boolean> before = store.counted(tx, judged.submission());
        Optional<Boolean> now = judged.verdict() == Verdict.JUDGE_ERROR
                ? Optional.empty()
                : Optional.of(judged.verdict() == Verdict.ACCEPTED);
        if (before.equals(now)) {
            // Wrong in another way: nothing to count, and yet pages show it.
            return before.map(_ -> new Effect(true, Optional.empty()));
        }
        store.count(tx, judged.submission(), now);
        problems.count(tx, judged.problem(), one(now.isPresent()) - one(before.isPresent()), one(now) - one(before));
        return Optional.of(new Effect(before.isPresent(), solvedChanged(tx, judged, before, now)));
    }

    private Optional<Standing> solvedChanged(
            Handle tx, Judged judged, Optional<Boolean> before, Optional<Boolean> now) {
        boolean changed = isTrue(now)
                ? store.solve(tx, judged, Points.of(problems.difficulty(tx, judged.problem())))
                : isTrue(before) && store.unsolve(tx, judged);
        return changed ? Optional.of(store.sumUp(tx, judged)) : Optional.empty();
    }

    private static boolean isTrue(Optional<Boolean> accepted) {
        return accepted.orElse(false);
    }

    private static int one(Optional<Boolean> accepted) {
        return one(isTrue(accepted));
    }

    private static int one(boolean counts) {
        return counts ? 1 : 0;
    }

    /** The board may be out of date for as long as the cache is away: it is rebuilt when the cache comes back empty. */
    private void show(Standing standing) {
        try {
            board.put(standing);
        } catch (RuntimeException away) {
            log.atWarn().addKeyValue("reason", away.toString()).log("board not updated");
        }
        pages.changed();
        tell("leaderboard");
    }

    private void tell(String what) {
        try {
            events.changed(what);
        } catch (RuntimeException away) {
            log.atWarn().addKeyValue("reason", away.toString()).log("change not told");
        }
    }
}
