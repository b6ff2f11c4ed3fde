package org.codearena.server.standing;

import java.util.Optional;
import java.util.UUID;
import org.codearena.server.infra.Database;
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
    private final ProblemCounters counters;

    public Standings(Database database, Board board, BoardEvents events, ProblemCounters counters) {
        this.database = database;
        this.board = board;
        this.events = events;
        this.counters = counters;
    }

    void apply(UUID submission) {
        Optional<Standing> changed = database.inTransaction(tx -> store.judged(tx, submission)
                .filter(judged -> judged.verdict() != Verdict.JUDGE_ERROR)
                .filter(_ -> store.countFirst(tx, submission))
                .flatMap(judged -> {
                    boolean accepted = judged.verdict() == Verdict.ACCEPTED;
                    counters.count(tx, judged.problem(), accepted);
                    return accepted && store.solveFirst(tx, judged)
                            ? Optional.of(store.add(tx, judged, Points.of(counters.difficulty(tx, judged.problem()))))
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
