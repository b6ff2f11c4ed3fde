package org.codearena.server.submission;

import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What judges work off. An entry is claimed for one attempt, kept by prolonging its lease, and ended by a record; the
 * attempt fences each of these, so late and doubled calls change nothing. Implementations are thread-safe.
 */
public interface Docket {
    /** Takes the entry for this worker; one that has had all its attempts is given up on the way. */
    Claim claim(UUID id, String worker);

    /** The program of this attempt is compiled and its tests begin. */
    void running(UUID id, int attempt);

    /** Prolongs the lease of an attempt; answers whether it still counts. */
    boolean renew(UUID id, int attempt);

    /** Commits an attempt's result. Answers false, and changes nothing, when the attempt does not count any more. */
    boolean record(Work work, Judgement judgement, Evidence evidence);

    /** Puts back an attempt that failed by our fault, to be tried again after this delay. */
    void giveBack(UUID id, int attempt, Duration delay, String fault);

    /** Puts back an attempt that nobody failed at, for another judge to take at once; it does not count. */
    void handBack(UUID id, int attempt);

    /**
     * Ends an entry as a judge error, and parks it for an operator with this reason. Answers false, and changes nothing,
     * when the attempt does not count any more.
     */
    boolean giveUp(UUID id, int attempt, String reason);

    /**
     * Puts an entry that ended as a judge error back into the backlog, with all its attempts anew, within the caller's
     * transaction. Answers false, and changes nothing, when it has another end by now, or none.
     */
    boolean replay(Handle tx, UUID id);

    /** Puts back into the backlog what crashes and lost messages left behind. Answers how many. */
    int recover(Duration unclaimedFor);

    /** Puts back what this worker was judging when its last life ended. */
    int recoverOf(String worker);

    /** Whether people watch its entries being judged. */
    boolean isWatched();
}
