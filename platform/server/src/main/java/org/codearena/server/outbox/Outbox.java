package org.codearena.server.outbox;

import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.JudgeRequested;
import org.codearena.contract.Lane;
import org.codearena.contract.VerdictReached;
import org.codearena.server.infra.Notices;
import org.codearena.server.kernel.Ids;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** Appends messages within the caller's transaction: they leave if and only if it commits. Thread-safe. */
public final class Outbox {
    static final String CHANNEL = "outbox";

    private static final int BATCH = 1_000;
    private static final String INSERT = """
            insert into outbox (id, exchange, routing_key, request, body)
            values (:id, :exchange, :routingKey, :request, :body)""";

    private final Ids ids;

    public Outbox(Ids ids) {
        this.ids = ids;
    }

    /**
     * Asks for a submission to be judged.
     *
     * @param request the id of the request that brought it, where there was one
     */
    public void judgeRequested(
            Handle tx, Lane lane, String language, JudgeRequested message, Optional<String> request) {
        append(tx, Topology.judgeRequested(lane, language, ids.next(), request, message));
    }

    public void verdictReached(Handle tx, UUID submission, int attempt) {
        append(tx, Topology.verdictReached(ids.next(), VerdictReached.of(submission, attempt)));
    }

    /** The same for many at once. */
    public void verdictsReached(Handle tx, Collection<VerdictReached> verdicts) {
        Iterator<VerdictReached> rest = verdicts.iterator();
        while (rest.hasNext()) {
            PreparedBatch batch = tx.prepareBatch(INSERT);
            for (int i = 0; i < BATCH && rest.hasNext(); i++) {
                bind(batch, Topology.verdictReached(ids.next(), rest.next())).add();
            }
            batch.execute();
        }
        Notices.send(tx, CHANNEL);
    }

    /** Sends a message once more that was parked: to the queue that it was in, with the same bytes. */
    public void again(Handle tx, String queue, byte[] body) {
        append(tx, Topology.again(ids.next(), queue, body));
    }

    private static void append(Handle tx, Message message) {
        bind(tx.createUpdate(INSERT), message).execute();
        Notices.send(tx, CHANNEL);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Message message) {
        return statement
                .bind("id", message.id())
                .bind("exchange", message.exchange())
                .bind("routingKey", message.routingKey())
                .bind("request", message.request().orElse(null))
                .bind("body", MessageCodec.encode(message.body()));
    }
}
