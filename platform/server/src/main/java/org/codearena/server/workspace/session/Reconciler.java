package org.codearena.server.workspace.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.codearena.server.infra.Notices;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.orchestrator.Environment.State;
import org.codearena.server.workspace.orchestrator.Orchestrator;
import org.codearena.server.workspace.session.Lifecycle.Desired;
import org.codearena.server.workspace.session.Lifecycle.Seen;
import org.codearena.server.workspace.session.SessionStore.Claimed;
import org.codearena.server.workspace.session.SessionStore.Glance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of what is wanted what is: compares the rows of sessions with what the orchestrator says there is, and does the next step
 * that {@link Lifecycle} names, until there is none. It is woken by whoever asks for something in this process, by the
 * database's notices, by the orchestrator, and by a timer; it believes none of them, but looks. Several may work on one
 * database: a session is whose lease it is. Thread-safe.
 */
final class Reconciler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final Orchestrator orchestrator;
    private final Supervisions supervisions;
    private final SessionWork work;
    private final SessionMeters meters;
    private final String name;
    private final Errands errands = new Errands(this::reconcile);
    private final Semaphore woken = new Semaphore(0);
    private final StopSignal stop = new StopSignal();
    private final Thread looking = Thread.ofVirtual().name("sessions").unstarted(this::lookUntilStopped);

    /**
     * One that does not work yet.
     *
     * @param name of this server, the same after a restart and no other's
     * @param supervision makes what supervisions lean on, given what tells the reconciler of a session that is to be looked at
     */
    Reconciler(
            Ledger ledger,
            Orchestrator orchestrator,
            String name,
            SessionMeters meters,
            Function<Reconciler, Supervisions> supervision,
            SessionWork.Parts parts) {
        this.ledger = ledger;
        this.orchestrator = orchestrator;
        this.name = name;
        this.meters = meters;
        this.supervisions = supervision.apply(this);
        this.work = new SessionWork(parts, ledger, orchestrator, supervisions, meters, name);
    }

    void start(Notices notices) {
        ledger.wanted().listen(this::wake);
        notices.listen(SessionStore.CHANNEL, woken::release);
        orchestrator.onChange(woken::release);
        looking.start();
    }

    /** Has this session looked at, soon. */
    void wake(UUID session) {
        errands.send(session);
    }

    private void lookUntilStopped() {
        while (!stop.given()) {
            try {
                lookOverAll();
                boolean _ = woken.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                woken.drainPermits();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failure) {
                log.atWarn().setCause(failure).log("sessions not looked over, trying again");
                stop.givenWithin(LOOK_EVERY);
            }
        }
    }

    /** Has every session looked at that is not as it should be, and ends what belongs to none. */
    void lookOverAll() {
        // Environments first: one that is made meanwhile has a row that is found then.
        List<Environment> environments = orchestrator.list();
        List<Glance> live = ledger.database().read(ledger.rows()::glance);
        meters.live(live);
        meters.warm(orchestrator.capacity().warm());
        renewLeases();
        Map<UUID, Environment> bySession = new HashMap<>();
        environments.forEach(each -> bySession.put(each.session(), each));
        live.stream()
                .filter(each -> !isSettled(each, Optional.ofNullable(bySession.get(each.id()))))
                .forEach(each -> wake(each.id()));
        endOrphans(environments, live);
    }

    private void renewLeases() {
        Set<UUID> held = new HashSet<>(supervisions.sessions());
        held.addAll(errands.atWork());
        List<UUID> mine = List.copyOf(held);
        if (!mine.isEmpty()) {
            ledger.database().useTransaction(tx -> ledger.rows().renew(tx, mine, name, LEASE));
        }
    }

    private boolean isSettled(Glance session, Optional<Environment> environment) {
        return session.phase() == Phase.RUNNING
                && session.desired() == Desired.RUNNING
                && session.reconciler().filter(name::equals).isPresent()
                && environment
                        .flatMap(Environment::endpoint)
                        .flatMap(endpoint -> supervisions.find(session.id()).filter(each -> each.isAt(endpoint)))
                        .filter(each -> each.lost().isEmpty())
                        .isPresent()
                && environment
                        .filter(each -> each.state() instanceof State.Ready)
                        .isPresent();
    }

    /** Supervisions whose session is over, or another's; environments whose session is over, or that no row knows. */
    private void endOrphans(List<Environment> environments, List<Glance> live) {
        Set<UUID> known = new HashSet<>();
        live.forEach(each -> known.add(each.id()));
        supervisions.sessions().stream()
                .filter(session -> !known.contains(session))
                .forEach(this::wake);
        environments.stream()
                .filter(each -> !known.contains(each.session()) && !(each.state() instanceof State.Ending))
                .forEach(this::endOrphan);
    }

    private void endOrphan(Environment orphan) {
        boolean keepDisk = ledger.database().read(handle -> ledger.rows().leavesDisk(handle, orphan.session()));
        log.atInfo()
                .addKeyValue("environment", orphan.name())
                .addKeyValue("session", orphan.session())
                .addKeyValue("keepDisk", keepDisk)
                .log("environment without a session removed");
        orchestrator.remove(orphan.name(), keepDisk);
    }

    /** Removes disks that were left and hold nothing that counts: of projects that are gone, or half restored. */
    void removeUselessDisks() {
        List<UUID> left = List.copyOf(orchestrator.leftDisks());
        if (left.isEmpty()) {
            return;
        }
        Set<UUID> useful =
                new HashSet<>(ledger.database().read(handle -> ledger.rows().unsavedAmong(handle, left)));
        useful.addAll(ledger.database().read(handle -> ledger.rows().liveProjectsAmong(handle, left)));
        left.stream().filter(project -> !useful.contains(project)).forEach(orchestrator::removeLeftDisk);
    }

    private void reconcile(UUID id) {
        Optional<Claimed> claimed =
                ledger.database().inTransaction(tx -> ledger.rows().claim(tx, id, name, LEASE));
        if (claimed.isEmpty()) {
            supervisions.end(id);
            return;
        }
        Claimed now = claimed.get();
        while (!stop.given()) {
            Optional<Environment> environment = find(id);
            Optional<Claimed> next = work.step(now, environment, seen(id, environment));
            if (next.isEmpty()) {
                return;
            }
            now = next.get();
        }
    }

    private Optional<Environment> find(UUID session) {
        return orchestrator.list().stream()
                .filter(each -> each.session().equals(session))
                .findFirst();
    }

    private Seen seen(UUID session, Optional<Environment> environment) {
        if (environment.isEmpty()) {
            return Seen.NOTHING;
        }
        return switch (environment.get().state()) {
            case State.Starting _ -> Seen.STARTING;
            case State.Ready _ ->
                supervisions.find(session).flatMap(Supervision::lost).isPresent() ? Seen.DEAD : Seen.READY;
            case State.Failed(String _, boolean again) -> again ? Seen.DEAD : Seen.HOPELESS;
            case State.Ending _ -> Seen.ENDING;
        };
    }

    /** Looks after nothing any more. Sessions stay as they are: whoever takes their leases next goes on with them. */
    @Override
    public void close() {
        stop.give();
        woken.release();
        stop.giveAndJoin(List.of(looking), STOP_WITHIN);
        errands.close();
        supervisions.close();
    }
}
