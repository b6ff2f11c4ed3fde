package org.codearena.server.workspace.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.codearena.contract.workspace.Notice;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.session.IdleRule.Due;
import org.codearena.server.workspace.session.Keeper.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes on beside a session that runs: one thread keeps its files, another watches whether it is used. Thread-safe.
 */
final class Supervision {
    private static final Logger log = LoggerFactory.getLogger(Supervision.class);

    /** How long the runner lets a question for changes wait. */
    private static final Duration WAIT = Duration.ofSeconds(25);
    /** Between two commits of one session's files, so that who types makes no commit per key. */
    private static final Duration GATHER = Duration.ofMillis(300);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** What cannot be kept is tried again so often: room may have been made. */
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(5);
    /** A runner that does not answer so often in a row is taken for dead. */
    private static final int SILENT_LOOKS = 4;

    private static final Duration END_WITHIN = Duration.ofSeconds(10);
    private static final int CLOSING = 4410;

    /** What it leans on. */
    record Parts(Keeper.Parts keeping, IdleRule idle, Duration lookEvery, Consumer<UUID> changed) {
        Ledger ledger() {
            return keeping.ledger();
        }
    }

    private final Parts parts;
    private final UUID session;
    private final Endpoint endpoint;
    private final WorkspaceClient client;
    private final Keeper keeper;
    private final StopSignal stop = new StopSignal();
    private final Thread keeping;
    private final Thread watching;
    private final Object lock = new Object();
    private boolean asking;
    private volatile Optional<String> unsaved = Optional.empty();
    private volatile Optional<String> lost = Optional.empty();

    Supervision(Parts parts, Session session, Endpoint endpoint) {
        this.parts = parts;
        this.session = session.id();
        this.endpoint = endpoint;
        this.client = new WorkspaceClient(endpoint, parts.keeping().clock());
        this.keeper = new Keeper(parts.keeping(), session, client);
        this.keeping = Thread.ofVirtual().name("keep-" + session.id()).unstarted(this::keepUntilStopped);
        this.watching = Thread.ofVirtual().name("watch-" + session.id()).unstarted(this::watchUntilStopped);
    }

    void start() {
        keeping.start();
        watching.start();
    }

    boolean isAt(Endpoint place) {
        return endpoint.equals(place);
    }

    /** Why not all of its files can be kept, while that is so. */
    Optional<String> unsaved() {
        return unsaved;
    }

    /** Why its runner is taken for dead, if it is. */
    Optional<String> lost() {
        return lost;
    }

    /** Ends both threads; what was being written then is written. Answers whether they ended in time. */
    private boolean end(Duration within) {
        synchronized (lock) {
            stop.give();
            if (asking) {
                keeping.interrupt();
            }
        }
        List<Thread> begun = Stream.of(keeping, watching)
                .filter(thread -> thread.getState() != Thread.State.NEW)
                .toList();
        stop.giveAndJoin(begun, within);
        return !keeping.isAlive();
    }

    /** Lets nobody work in it any more, keeps everything that is on the disk, and ends. Answers what could not be kept. */
    Optional<String> finish(Duration within) {
        Instant deadline = parts.keeping().clock().instant().plus(within);
        try (client) {
            if (!end(within)) {
                return Optional.of("it took too long");
            }
            client.dismiss(CLOSING, "the session is closing");
            return switch (keeper.keepAll(deadline)) {
                case Outcome.Done _ -> Optional.empty();
                case Outcome.Partly(String reason) -> Optional.of(reason);
                case Outcome.Over _ -> Optional.of("its project is gone, or another server has it now");
            };
        } catch (RunnerFault fault) {
            return Optional.of("its runner did not answer: " + fault.getMessage());
        }
    }

    void close() {
        boolean _ = end(END_WITHIN);
        client.close();
    }

    private void keepUntilStopped() {
        while (!stop.given()) {
            try {
                pauseAfter(keepNext());
            } catch (RunnerFault away) {
                if (!stop.given()) {
                    log.atDebug()
                            .addKeyValue("session", session)
                            .addKeyValue("reason", away.getMessage())
                            .log("changes not asked");
                }
                stop.givenWithin(AFTER_FAILURE);
            } catch (RuntimeException failure) {
                log.atWarn().addKeyValue("session", session).setCause(failure).log("files not kept, trying again");
                stop.givenWithin(AFTER_FAILURE);
            }
        }
    }

    private Outcome keepNext() {
        synchronized (lock) {
            if (stop.given()) {
                return new Outcome.Over();
            }
            asking = true;
        }
        try {
            return keeper.keepNext(WAIT, this::answered);
        } finally {
            answered();
        }
    }

    /** From here on an interrupt would tear a transaction. */
    private void answered() {
        synchronized (lock) {
            asking = false;
        }
    }

    private void pauseAfter(Outcome outcome) {
        switch (outcome) {
            case Outcome.Done _ -> {
                notice(Optional.empty());
                stop.givenWithin(GATHER);
            }
            case Outcome.Partly(String reason) -> {
                notice(Optional.of(reason));
                stop.givenWithin(AFTER_REFUSAL);
            }
            case Outcome.Over _ -> stop.give();
        }
    }

    private void notice(Optional<String> why) {
        if (!unsaved.equals(why)) {
            unsaved = why;
            parts.changed().accept(session);
        }
    }

    private void watchUntilStopped() {
        int silent = 0;
        while (!stop.givenWithin(parts.lookEvery())) {
            try {
                look();
                silent = 0;
            } catch (RunnerFault away) {
                silent++;
                if (silent == SILENT_LOOKS && !stop.given()) {
                    lost = Optional.of("its runner does not answer any more: " + away.getMessage());
                    parts.changed().accept(session);
                }
            } catch (RuntimeException failure) {
                log.atWarn().addKeyValue("session", session).setCause(failure).log("use not looked at, trying again");
            }
        }
    }

    private void look() {
        Instant used = client.activity().lastUsedAt();
        Instant now = parts.keeping().clock().instant();
        parts.ledger()
                .database()
                .inTransaction(tx -> parts.ledger().rows().used(tx, session, used.isBefore(now) ? used : now))
                .ifPresent(row -> act(row, now));
    }

    private void act(Session row, Instant now) {
        Optional<Instant> ends = row.times().ends();
        if (ends.isEmpty() || row.phase() != Phase.RUNNING) {
            return;
        }
        switch (parts.idle()
                .due(now, row.times().lastUsed(), ends.get(), row.times().warned())) {
            case Due.Nothing _ -> {}
            case Due.Warn(String kind, Instant at) -> warn(row, kind, at, now);
            case Due.Stop(String reason) -> stopBecause(row, reason);
        }
    }

    private void warn(Session row, String kind, Instant at, Instant now) {
        String text = kind.equals("idle")
                ? "nobody uses it: it stops in " + IdleRule.words(Duration.between(now, at)) + ", its files stay"
                : "it stops in " + IdleRule.words(Duration.between(now, at))
                        + ", as no session runs longer; its files stay";
        Ledger ledger = parts.ledger();
        ledger.database().useTransaction(tx -> {
            ledger.rows().warned(tx, session);
            ledger.append(tx, row, List.of(SessionEvent.New.notice(kind, text)));
        });
        tell(kind, text, at);
    }

    private void stopBecause(Session row, String reason) {
        Ledger ledger = parts.ledger();
        ledger.database().useTransaction(tx -> {
            if (ledger.rows().stop(tx, session, reason)) {
                ledger.append(tx, row, List.of(SessionEvent.New.notice("closing", reason)));
                ledger.want(tx, session);
            }
        });
    }

    private void tell(String kind, String text, Instant at) {
        try {
            client.tell(new Notice(kind, text, at));
        } catch (RunnerFault away) {
            log.atDebug()
                    .addKeyValue("session", session)
                    .addKeyValue("reason", away.getMessage())
                    .log("notice not shown");
        }
    }
}
