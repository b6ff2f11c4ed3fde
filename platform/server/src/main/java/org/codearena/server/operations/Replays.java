package org.codearena.server.operations;

import java.time.Duration;
import java.util.UUID;
import org.codearena.server.identity.Caller;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.Fault;
import org.codearena.server.outbox.Outbox;
import org.codearena.server.outbox.Topology;
import org.codearena.server.parking.Parked;
import org.codearena.server.parking.Parking;
import org.codearena.server.submission.Docket;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about what is parked: once each, however often it is asked. A replay and the note of it are one transaction, so a
 * crash leaves either both or none. Thread-safe.
 */
public final class Replays {
    private static final Logger log = LoggerFactory.getLogger(Replays.class);
    private static final Duration KEPT = Duration.ofDays(30);

    private final Database database;
    private final Topology topology;
    private final Outbox outbox;
    private final Docket submissions;
    private final Docket rejudgements;
    private final Parking parking = new Parking();

    public Replays(Database database, Topology topology, Outbox outbox, Docket submissions, Docket rejudgements) {
        this.database = database;
        this.topology = topology;
        this.outbox = outbox;
        this.submissions = submissions;
        this.rejudgements = rejudgements;
    }

    /** Has it tried again; what was replayed already is left alone. */
    Parked.State replay(Caller.Person admin, UUID id) {
        return database.inTransaction(tx -> {
            Parked parked = lock(tx, id);
            switch (parked.state()) {
                case PARKED -> replay(tx, admin, parked);
                case REPLAYED -> log.atDebug().addKeyValue("parked", id).log("replayed already");
                case DISCARDED -> throw Fault.conflict("it was thrown away, or its submission has a verdict by now");
            }
            return Parked.State.REPLAYED;
        });
    }

    private void replay(Handle tx, Caller.Person admin, Parked parked) {
        switch (parked.kind()) {
            case MESSAGE -> parked.message().ifPresent(message -> send(tx, message));
            case SUBMISSION -> again(tx, submissions, parked);
            case REJUDGEMENT -> again(tx, rejudgements, parked);
        }
        parking.settle(tx, parked.id(), Parked.State.REPLAYED, admin.id());
        log.atInfo()
                .addKeyValue("parked", parked.id())
                .addKeyValue("kind", parked.kind().wireName())
                .addKeyValue("admin", admin.username())
                .log("replayed");
    }

    private void send(Handle tx, Parked.Message message) {
        if (message.body().length == 0) {
            throw Fault.conflict("this message was too large to be kept: it can only be thrown away");
        }
        if (!topology.has(message.queue())) {
            throw Fault.conflict(
                    "there is no queue '" + message.queue() + "' any more: the message can only be thrown away");
        }
        outbox.again(tx, message.queue(), message.body());
    }

    private static void again(Handle tx, Docket docket, Parked parked) {
        if (!docket.replay(tx, parked.entry().orElseThrow())) {
            throw Fault.conflict(parked.kind().wireName() + " " + parked.entry().get()
                    + " is no judge-error any more, or is gone: there is nothing to try again");
        }
    }

    /** Throws it away; what is settled already is left alone. */
    void discard(Caller.Person admin, UUID id) {
        database.useTransaction(tx -> {
            Parked parked = lock(tx, id);
            if (parked.state() == Parked.State.PARKED) {
                parking.settle(tx, id, Parked.State.DISCARDED, admin.id());
                log.atInfo()
                        .addKeyValue("parked", id)
                        .addKeyValue("admin", admin.username())
                        .log("parked thing thrown away");
            }
        });
    }

    private Parked lock(Handle tx, UUID id) {
        return parking.lock(tx, id).orElseThrow(() -> Fault.notFound("there is nothing parked as " + id));
    }

    /** Settles what has a verdict by now, or is gone, and forgets what was settled long ago. To be called now and then. */
    public void tidy() {
        database.useTransaction(tx -> {
            tx.execute("""
                    update parked p set state = 'discarded', settled_at = now()
                     where state = 'parked' and kind <> 'message'
                       and not exists (select 1 from submission s where s.id = p.entry and s.verdict = 'judge-error')
                       and not exists (select 1 from rejudgement r
                                        where r.id = p.entry and r.verdict = 'judge-error' and not r.settled)""");
            parking.purge(tx, KEPT);
        });
    }
}
