package org.codearena.server.standing;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.Database;
import org.codearena.server.problem.ProblemStore;
import org.codearena.server.submission.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets verdicts take effect, each once: in the database first, in the cache's picture of it after that. */
public final class Standings {
    private static final Logger log = LoggerFactory.getLogger(Standings.class);

    private final Database database;
    private final StandingStore store = new StandingStore();
    private final Board board;
    private final BoardEvents events;
    private final ProblemStore problems = new ProblemStore();

    public Standings(Database database, Cache cache, BoardEvents events) {
        this.database = database;
        this.board = new Board(cache, database, store);
        this.events = events;
    }

    Board board() {
        return board;
    }

    /** Which of these problems a user has solved. */
    public Set<UUID> solvedAmong(UUID user, Collection<UUID> problems) {
        return database.read(handle -> store.solvedAmong(handle, user, problems));
    }

    void apply(UUID submission) {
        Optional<Standing> changed = database.inTransaction(tx -> store.judged(tx, submission)
                .filter(judged -> judged.verdict() != Verdict.JUDGE_ERROR)
                .filter(_ -> store.countFirst(tx, submission))
                .flatMap(judged -> {
                    boolean accepted = judged.verdict() == Verdict.ACCEPTED;
                    problems.count(tx, judged.problem(), accepted);
                    return accepted && store.solveFirst(tx, judged)
                            ? Optional.of(store.add(tx, judged, Points.of(problems.difficulty(tx, judged.problem()))))
                            : Optional.empty();
                }));
        changed.ifPresent(this::show);
    }

    /** The board may be out of date for as long as the cache is away: it is rebuilt when the cache comes back empty. */
    private void show(Standing standing) {
        try {
            board.put(standing);
            events.changed("leaderboard");
        } catch (RuntimeException away) {
            log.atWarn().addKeyValue("reason", away.toString()).log("board not updated");
        }
    }
}
