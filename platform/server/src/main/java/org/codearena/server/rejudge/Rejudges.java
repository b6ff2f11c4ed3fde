package org.codearena.server.rejudge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.VerdictReached;
import org.codearena.server.identity.Caller;
import org.codearena.server.identity.Role;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.Notices;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Ids;
import org.codearena.server.outbox.Outbox;
import org.codearena.server.rejudge.RejudgeStore.Decided;
import org.codearena.server.rejudge.RejudgeStore.State;
import org.codearena.server.submission.Submissions;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door of this feature for setters: asking for a rejudge, and deciding about it. Thread-safe. */
public final class Rejudges {
    private static final Logger log = LoggerFactory.getLogger(Rejudges.class);

    /** Submissions of one rejudge. */
    static final int MOST = 200_000;

    private final Database database;
    private final Outbox outbox;
    private final Ids ids;
    private final RejudgeStore store = new RejudgeStore();

    public Rejudges(Database database, Outbox outbox, Ids ids) {
        this.database = database;
        this.outbox = outbox;
        this.ids = ids;
    }

    /** How many submissions a rejudge of this scope would judge again, {@link #MOST} and one at most. */
    int count(Scope scope) {
        return database.read(handle -> store.count(handle, scope, MOST + 1));
    }

    /**
     * Has every submission of the scope judged again, within the caller's transaction; answers the rejudge's id. A
     * submission is in one rejudge at a time: while another one holds any of these and is not settled, this is refused.
     */
    UUID start(Handle tx, Caller.Person setter, Scope scope, boolean sameVersion) {
        requireRights(setter, scope.isLanguageWide());
        store.lockMaking(tx);
        int total = store.count(tx, scope, MOST + 1);
        if (total == 0) {
            throw Fault.conflict("there is nothing to judge again: no submission here has a verdict");
        }
        if (total > MOST) {
            throw Fault.conflict("there are more than " + MOST
                    + " submissions, which is all that one rejudge takes; name a problem and a language");
        }
        List<UUID> holding = store.holding(tx, scope);
        if (!holding.isEmpty()) {
            throw Fault.conflict("some of these submissions are in a rejudge that is neither applied nor cancelled: "
                    + holding.stream()
                            .map(UUID::toString)
                            .reduce((all, next) -> all + ", " + next)
                            .orElseThrow());
        }
        UUID id = ids.next();
        store.insert(tx, id, setter.id(), scope, sameVersion, total);
        store.insertAll(tx, id, scope, sameVersion);
        Notices.send(tx, Submissions.BACKLOG_CHANNEL);
        log.atInfo()
                .addKeyValue("rejudge", id)
                .addKeyValue("setter", setter.username())
                .addKeyValue("submissions", total)
                .log("rejudge begun");
        return id;
    }

    /** Gives the submissions, all or those chosen, their new verdicts. Answers how many got one. */
    int apply(Caller.Person setter, UUID id, Optional<List<UUID>> chosen) {
        return database.inTransaction(tx -> {
            Decided rejudge = hold(tx, setter, id, State.OPEN, "applied");
            if (rejudge.unfinished() > 0) {
                throw Fault.conflict("rejudge " + id + " still goes on: " + rejudge.unfinished()
                        + " submissions are not judged yet");
            }
            chosen.ifPresent(listed -> requireApplicable(tx, id, listed));
            int wanted = store.countChosen(tx, id, chosen);
            if (wanted == 0) {
                throw Fault.conflict("none of the submissions of rejudge " + id + " could be judged: cancel it");
            }
            int applied = store.apply(tx, id, chosen);
            if (applied != wanted) {
                throw Fault.conflict((wanted - applied) + " of " + wanted
                        + " submissions got another verdict since this rejudge began; cancel it and begin a new one");
            }
            settle(tx, setter, id, State.APPLIED);
            return applied;
        });
    }

    private void requireApplicable(Handle tx, UUID id, List<UUID> listed) {
        List<UUID> wrong = store.notApplicable(tx, id, listed);
        if (!wrong.isEmpty()) {
            throw Fault.badField(
                    "submissions",
                    "names " + wrong.getFirst() + ", which has no new verdict in rejudge " + id
                            + " that could be applied");
        }
    }

    /** Throws the results away, those that are there and those that are still to come. */
    void cancel(Caller.Person setter, UUID id) {
        database.useTransaction(tx -> {
            hold(tx, setter, id, State.OPEN, "cancelled");
            store.cancelUnfinished(tx, id);
            settle(tx, setter, id, State.CANCELLED);
            Notices.send(tx, Submissions.BACKLOG_CHANNEL);
        });
    }

    /** Gives the submissions back the verdicts that they had before this rejudge was applied. Answers how many. */
    int revert(Caller.Person setter, UUID id) {
        return database.inTransaction(tx -> {
            hold(tx, setter, id, State.APPLIED, "reverted");
            int wanted = store.countApplied(tx, id);
            int reverted = store.revert(tx, id);
            if (reverted != wanted) {
                throw Fault.conflict((wanted - reverted) + " of " + wanted
                        + " submissions got another verdict since rejudge " + id + " was applied");
            }
            settle(tx, setter, id, State.REVERTED);
            return reverted;
        });
    }

    private Decided hold(Handle tx, Caller.Person setter, UUID id, State needed, String what) {
        Decided rejudge = store.lock(tx, id).orElseThrow(() -> notFound(id));
        requireRights(setter, rejudge.languageWide());
        if (rejudge.state() != needed) {
            throw Fault.conflict("rejudge " + id + " is " + wireName(rejudge.state()) + ", only one that is "
                    + wireName(needed) + " can be " + what);
        }
        return rejudge;
    }

    private void settle(Handle tx, Caller.Person setter, UUID id, State state) {
        store.settle(tx, id, setter.id(), state);
        List<VerdictReached> changed = store.changed(tx, id);
        outbox.verdictsReached(tx, changed);
        log.atInfo()
                .addKeyValue("rejudge", id)
                .addKeyValue("setter", setter.username())
                .addKeyValue("state", wireName(state))
                .addKeyValue("changed", changed.size())
                .log("rejudge settled");
    }

    private static void requireRights(Caller.Person person, boolean languageWide) {
        if (languageWide && !person.may(Role.ADMIN)) {
            throw Fault.forbidden("a rejudge of all of a language needs the role admin");
        }
    }

    static Fault notFound(UUID id) {
        return Fault.notFound("there is no rejudge " + id);
    }

    private static String wireName(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
