package org.codearena.server.outbox;

import java.util.UUID;
import org.codearena.contract.JudgeRequested;
import org.codearena.contract.Lane;
import org.codearena.contract.VerdictReached;
import org.codearena.server.infra.Notices;
import org.codearena.server.kernel.Ids;
import org.jdbi.v3.core.Handle;

/** Appends messages within the caller's transaction: they leave if and only if it commits. Thread-safe. */
public final class Outbox {
    static final String CHANNEL = "outbox";

    private final Ids ids;

    public Outbox(Ids ids) {
        this.ids = ids;
    }

    public void judgeRequested(Handle tx, Lane lane, String language, JudgeRequested request) {
        append(tx, Topology.judgeRequested(lane, language, ids.next(), request));
    }

    public void verdictReached(Handle tx, UUID submission, int attempt) {
        append(tx, Topology.verdictReached(ids.next(), VerdictReached.of(submission, attempt)));
    }

    private static void append(Handle tx, Message message) {
        tx.createUpdate("""
                        insert into outbox (id, exchange, routing_key, body)
                        values (:id, :exchange, :routingKey, :body)""")
                .bind("id", message.id())
                .bind("exchange", message.exchange())
                .bind("routingKey", message.routingKey())
                .bind("body", MessageCodec.encode(message.body()))
                .execute();
        Notices.send(tx, CHANNEL);
    }
}
