package org.codearena.server.workspace.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.kernel.Fault;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.orchestrator.Environment.State;
import org.codearena.server.workspace.orchestrator.Orchestrator;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.codearena.server.workspace.session.Condition.Name;
import org.codearena.server.workspace.session.Lifecycle.Desired;
import org.codearena.server.workspace.session.Lifecycle.Facts;
import org.codearena.server.workspace.session.Lifecycle.Seen;
import org.codearena.server.workspace.session.SessionStore.Claimed;
import org.codearena.server.workspace.session.SessionStore.Place;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one step after the other for a session whose lease is ours. Each may be repeated after a crash. Thread-safe. */
final class SessionWork {
    private static final Logger log = LoggerFactory.getLogger(SessionWork.class);
    private static final String GONE = "its environment was gone";
    private static final String RESUMED = "the server was restarted";
    private static final String UNSAVED =
            "not everything could be saved, it comes back with the next session of the project: ";
    private static final String LOST = "its environment was gone before everything was saved";

    /**
     * What it leans on besides.
     *
     * @param image of a language, without registry and tag
     */
    record Parts(Opening opening, SessionLimits limits, InstantSource clock, UnaryOperator<String> image) {}

    private final Parts parts;
    private final Ledger ledger;
    private final Orchestrator orchestrator;
    private final Supervisions supervisions;
    private final SessionMeters meters;
    private final String reconciler;

    SessionWork(
            Parts parts,
            Ledger ledger,
            Orchestrator orchestrator,
            Supervisions supervisions,
            SessionMeters meters,
            String reconciler) {
        this.parts = parts;
        this.ledger = ledger;
        this.orchestrator = orchestrator;
        this.supervisions = supervisions;
        this.meters = meters;
        this.reconciler = reconciler;
    }

    /** Does what is next; answers the session as it is then, or nothing when there is nothing more to do for now. */
    Optional<Claimed> step(Claimed claimed, Optional<Environment> environment, Seen seen) {
        Session session = claimed.session();
        return switch (next(claimed, seen)) {
            case WAIT -> observe(claimed, environment);
            case ADMIT -> admit(claimed);
            case ENSURE -> ensure(claimed);
            case OPEN -> open(claimed, environment.orElseThrow());
            case SUPERVISE -> supervise(claimed, environment.orElseThrow());
            case SAVE -> save(claimed, environment.orElseThrow());
            case REMOVE -> remove(claimed, environment.orElseThrow());
            case RESTART ->
                isResumed(session, seen) ? resume(claimed) : restart(claimed, environment, why(session, environment));
            case FAIL -> fail(claimed, environment, why(session, environment));
            case FINISH -> finish(claimed);
        };
    }

    private Lifecycle.Next next(Claimed claimed, Seen seen) {
        Session session = claimed.session();
        boolean unsaved = claimed.unsaved();
        // Asked only where it decides, as it is a query.
        boolean mayRestart =
                isResumed(session, seen) || ((seen == Seen.DEAD || seen == Seen.NOTHING) && mayRestart(session));
        boolean diskLeft =
                seen == Seen.NOTHING && unsaved && orchestrator.leftDisks().contains(session.project());
        return Lifecycle.next(session.desired(), session.phase(), seen, new Facts(unsaved, diskLeft, mayRestart));
    }

    /** Whether it ran when this process did not: what is missing ended with the server, and through no fault of its own. */
    private boolean isResumed(Session session, Seen seen) {
        return seen == Seen.NOTHING
                && session.phase() == Phase.RUNNING
                && supervisions.find(session.id()).isEmpty();
    }

    private boolean mayRestart(Session session) {
        Instant since = parts.clock().instant().minus(parts.limits().restartsWithin());
        return ledger.database().read(handle -> ledger.events().restartsSince(handle, session.id(), since))
                < parts.limits().restarts();
    }

    private String why(Session session, Optional<Environment> environment) {
        return supervisions
                .find(session.id())
                .flatMap(Supervision::lost)
                .or(() -> environment
                        .map(Environment::state)
                        .filter(State.Failed.class::isInstance)
                        .map(state -> ((State.Failed) state).reason()))
                .orElse(GONE);
    }

    // --- starting ----------------------------------------------------------------------------------------------------

    private Optional<Claimed> admit(Claimed claimed) {
        Session session = claimed.session();
        int most = orchestrator.capacity().most();
        return ledger.database().inTransaction(tx -> {
            Place place = ledger.rows().place(tx, session);
            return place.isFree(most) ? begin(tx, claimed) : queue(tx, claimed, place);
        });
    }

    private Optional<Claimed> begin(Handle tx, Claimed claimed) {
        Session session = claimed.session();
        Instant now = parts.clock().instant();
        Conditions conditions = session.progress().conditions().with(Name.QUEUED, true, "", now);
        return write(
                tx,
                claimed,
                session.progress().in(Phase.STARTING).with(conditions),
                List.of(
                        SessionEvent.New.step(
                                Name.QUEUED.wireName(),
                                "",
                                msSince(session.times().requested(), now)),
                        SessionEvent.New.phase(Phase.STARTING, "")));
    }

    /** It stays where it is, and says how long the queue before it is. */
    private Optional<Claimed> queue(Handle tx, Claimed claimed, Place place) {
        Session session = claimed.session();
        String message = "position " + place.position() + " of " + place.waiting();
        Conditions known = session.progress().conditions();
        if (known.find(Name.QUEUED)
                .filter(each -> each.message().equals(message))
                .isEmpty()) {
            write(
                    tx,
                    claimed,
                    session.progress()
                            .with(known.with(
                                    Name.QUEUED, false, message, parts.clock().instant())),
                    List.of(SessionEvent.New.progress(Name.QUEUED.wireName(), message)));
        }
        return Optional.empty();
    }

    private Optional<Claimed> ensure(Claimed claimed) {
        Session session = claimed.session();
        orchestrator.ensure(new Wanted(
                session.id(),
                session.project(),
                session.owner(),
                session.language(),
                parts.image().apply(session.language())));
        boolean shows =
                orchestrator.list().stream().anyMatch(each -> each.session().equals(session.id()));
        // One that shows later is a change, and wakes us.
        return shows ? Optional.of(claimed) : Optional.empty();
    }

    /** Notes how far its environment is. */
    private Optional<Claimed> observe(Claimed claimed, Optional<Environment> environment) {
        Session session = claimed.session();
        if (environment.isEmpty() || session.phase() != Phase.STARTING) {
            return Optional.empty();
        }
        Progress seen =
                Sights.of(session.progress(), environment.get(), parts.clock().instant());
        if (!seen.equals(session.progress())) {
            ledger.database().inTransaction(tx -> write(tx, claimed, seen, untold(tx, session, environment.get())));
        }
        return Optional.empty();
    }

    /** Steps of making an environment that are done and were not told yet. */
    private List<SessionEvent.New> untold(Handle tx, Session session, Environment environment) {
        Set<String> told = ledger.events().stepsOfThisStart(tx, session.id());
        return environment.steps().stream()
                .filter(step -> step.done() && !told.contains(step.name()))
                .map(step -> SessionEvent.New.step(step.name(), step.text(), step.tookMs()))
                .toList();
    }

    private Optional<Claimed> open(Claimed claimed, Environment environment) {
        Session session = claimed.session();
        if (claimed.unsaved() && !environment.recovered()) {
            // The disk that counted is gone with its machine: what the manifest has is all there is.
            ledger.database().useTransaction(tx -> ledger.rows().manifestCounts(tx, session.project()));
        }
        try {
            Opening.Opened opened = parts.opening()
                    .open(
                            session,
                            environment,
                            claimed.unsaved(),
                            (sent, all) -> tellFiles(claimed, environment, sent, all));
            return ledger.database().inTransaction(tx -> opened(tx, claimed, environment, opened));
        } catch (RunnerFault | Fault fault) {
            String why = "it could not be opened: " + fault.getMessage();
            return mayRestart(session)
                    ? restart(claimed, Optional.of(environment), why)
                    : fail(claimed, Optional.of(environment), why);
        }
    }

    private void tellFiles(Claimed claimed, Environment environment, int sent, int all) {
        Instant now = parts.clock().instant();
        Progress seen = Sights.of(claimed.session().progress(), environment, now);
        String message = sent + " of " + all;
        boolean _ = ledger.database()
                .inTransaction(tx -> write(
                        tx,
                        claimed,
                        seen.with(seen.conditions().with(Name.FILES, false, message, now)),
                        List.of(SessionEvent.New.progress(Name.FILES.wireName(), message))))
                .isPresent();
    }

    private Optional<Claimed> opened(Handle tx, Claimed claimed, Environment environment, Opening.Opened opened) {
        Session session = claimed.session();
        Instant now = parts.clock().instant();
        // The project's lock before the session's, as whoever deletes both takes them.
        ledger.rows().diskCounts(tx, session.project());
        List<SessionEvent.New> events = new ArrayList<>(untold(tx, session, environment));
        events.addAll(opened.steps());
        events.add(SessionEvent.New.step(
                Name.RUNNING.wireName(), "", msSince(session.times().requested(), now)));
        events.add(SessionEvent.New.phase(Phase.RUNNING, ""));
        Progress seen = Sights.of(session.progress(), environment, now);
        Conditions all = seen.conditions().with(Name.FILES, true, "", now).doneUpTo(Name.RUNNING, now);
        Optional<Claimed> written =
                write(tx, claimed, seen.in(Phase.RUNNING).withoutReason().with(all), events);
        if (written.isEmpty() || !ledger.rows().kept(tx, session.id(), reconciler, opened.kept())) {
            return Optional.empty();
        }
        meters.started(Duration.between(session.times().requested(), now));
        return Optional.of(new Claimed(written.get().session().keeping(opened.kept()), true));
    }

    // --- running -----------------------------------------------------------------------------------------------------

    /** Sees to it that its files are kept; says so where not all can be. */
    private Optional<Claimed> supervise(Claimed claimed, Environment environment) {
        Session session = claimed.session();
        Supervision supervision =
                supervisions.keep(session, environment.endpoint().orElseThrow());
        String message = supervision.unsaved().orElse("");
        Conditions known = session.progress().conditions();
        boolean saidSo = known.find(Name.FILES)
                .filter(each -> each.message().equals(message) && each.done() == message.isEmpty())
                .isPresent();
        if (!saidSo) {
            Instant now = parts.clock().instant();
            List<SessionEvent.New> news =
                    List.of(SessionEvent.New.notice(message.isEmpty() ? "saved" : "unsaved", message));
            ledger.database()
                    .inTransaction(tx -> write(
                            tx,
                            claimed,
                            session.progress().with(known.with(Name.FILES, message.isEmpty(), message, now)),
                            news));
        }
        return Optional.empty();
    }

    /** After the server was away: one that is in use goes on where it was, one that is not is saved and stops. */
    private Optional<Claimed> resume(Claimed claimed) {
        Session session = claimed.session();
        Session.Times times = session.times();
        IdleRule idle = parts.limits().idleRule();
        Instant now = parts.clock().instant();
        if (idle.due(now, times.lastUsed(), times.ends().orElse(Instant.MAX), times.warned())
                instanceof IdleRule.Due.Stop(String reason)) {
            return ledger.database().inTransaction(tx -> {
                boolean _ = ledger.rows().stop(tx, session.id(), reason);
                return ledger.rows().claim(tx, session.id(), reconciler, Reconciler.LEASE);
            });
        }
        return ledger.database()
                .inTransaction(tx -> write(
                        tx,
                        claimed,
                        session.progress().begunAnew().because(RESUMED).in(Phase.STARTING),
                        List.of(SessionEvent.New.phase(Phase.STARTING, RESUMED))));
    }

    private Optional<Claimed> restart(Claimed claimed, Optional<Environment> environment, String why) {
        Session session = claimed.session();
        log.atWarn()
                .addKeyValue("session", session.id())
                .addKeyValue("reason", why)
                .log("session started anew");
        supervisions.end(session.id());
        boolean stopping = session.desired() == Desired.STOPPED || session.phase() == Phase.STOPPING;
        Progress next = session.progress()
                .begunAnew()
                .because(stopping ? session.progress().reason().orElse(why) : why);
        List<SessionEvent.New> events = List.of(
                SessionEvent.New.notice("restart", why),
                SessionEvent.New.phase(stopping ? Phase.STOPPING : Phase.STARTING, why));
        Optional<Claimed> written = ledger.database()
                .inTransaction(tx -> write(tx, claimed, next.in(stopping ? Phase.STOPPING : Phase.STARTING), events));
        if (written.isPresent()) {
            environment.ifPresent(each -> orchestrator.remove(each.name(), claimed.unsaved()));
        }
        return written;
    }

    // --- ending ------------------------------------------------------------------------------------------------------

    private Optional<Claimed> save(Claimed claimed, Environment environment) {
        Optional<Claimed> stopping = stopping(claimed);
        if (stopping.isEmpty()) {
            return stopping;
        }
        Session session = stopping.get().session();
        Instant begun = parts.clock().instant();
        Optional<String> unsaved = supervisions.finish(
                session, environment.endpoint().orElseThrow(), parts.limits().saving());
        if (unsaved.isPresent()) {
            return fail(stopping.get(), Optional.of(environment), UNSAVED + unsaved.get());
        }
        Optional<Claimed> saved = ledger.database().inTransaction(tx -> {
            ledger.rows().manifestCounts(tx, session.project());
            return write(
                    tx,
                    stopping.get(),
                    session.progress(),
                    List.of(SessionEvent.New.step(
                            "saved", "", msSince(begun, parts.clock().instant()))));
        });
        return saved.flatMap(each -> remove(new Claimed(each.session(), false), environment));
    }

    private Optional<Claimed> remove(Claimed claimed, Environment environment) {
        Optional<Claimed> stopping = stopping(claimed);
        stopping.ifPresent(each -> {
            supervisions.end(each.session().id());
            orchestrator.remove(environment.name(), false);
        });
        return stopping;
    }

    /** The session in the phase stopping, if it is ours still. */
    private Optional<Claimed> stopping(Claimed claimed) {
        Session session = claimed.session();
        if (session.phase() == Phase.STOPPING) {
            return Optional.of(claimed);
        }
        return ledger.database()
                .inTransaction(tx -> write(
                        tx,
                        claimed,
                        session.progress().in(Phase.STOPPING),
                        List.of(SessionEvent.New.phase(
                                Phase.STOPPING, session.progress().reason().orElse("")))));
    }

    private Optional<Claimed> fail(Claimed claimed, Optional<Environment> environment, String why) {
        Session session = claimed.session();
        log.atWarn()
                .addKeyValue("session", session.id())
                .addKeyValue("reason", why)
                .log("session failed");
        supervisions.end(session.id());
        Optional<Claimed> written = end(claimed, Phase.FAILED, why);
        if (written.isPresent()) {
            environment.ifPresent(each -> orchestrator.remove(each.name(), claimed.unsaved()));
        }
        return Optional.empty();
    }

    private Optional<Claimed> finish(Claimed claimed) {
        Session session = claimed.session();
        supervisions.end(session.id());
        boolean lost = claimed.unsaved() && session.phase() != Phase.REQUESTED;
        String why = session.progress().reason().orElse("");
        boolean _ = end(claimed, Phase.STOPPED, lost ? why + "; " + LOST : why).isPresent();
        return Optional.empty();
    }

    private Optional<Claimed> end(Claimed claimed, Phase phase, String why) {
        Session session = claimed.session();
        return ledger.database().inTransaction(tx -> {
            if (phase == Phase.STOPPED && session.phase() != Phase.REQUESTED) {
                ledger.rows().manifestCounts(tx, session.project());
            }
            Optional<Claimed> written = write(
                    tx,
                    claimed,
                    session.progress().in(phase).because(why).nowhere(),
                    List.of(SessionEvent.New.phase(phase, why)));
            // Its place is free now.
            SessionStore.ring(tx);
            return written;
        });
    }

    // -----------------------------------------------------------------------------------------------------------------

    private Optional<Claimed> write(Handle tx, Claimed claimed, Progress next, List<SessionEvent.New> events) {
        Optional<Session> saved = ledger.rows().save(tx, claimed.session(), next, reconciler, endsAt());
        saved.ifPresent(session -> ledger.append(tx, session, events));
        return saved.map(session -> new Claimed(session, claimed.unsaved()));
    }

    private Optional<Instant> endsAt() {
        return Optional.of(parts.limits().idleRule().endsAt(parts.clock().instant()));
    }

    private static long msSince(Instant since, Instant now) {
        return Duration.between(since, now).toMillis();
    }
}
