package org.codearena.server.outbox;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.codearena.contract.RequestId;
import org.codearena.server.infra.Broker;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.Notices;
import org.codearena.server.kernel.StopSignal;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries outbox rows to the broker. Rows are locked, published and, once the broker has confirmed them, deleted, all in
 * one transaction: a crash in between publishes them again, never loses them. Any number of relays may run; each skips
 * the rows that another one holds.
 *
 * <p>RabbitMQ returns a message that no queue takes and then confirms it all the same, so a return counts as a failure:
 * that row stays, and is tried again later so that it does not hold up the others.
 *
 * <p>What the broker has confirmed is gone from the outbox. When it then loses its data, whoever knows what was sent is told
 * to send it again, at once.
 */
public final class Relay {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final int BATCH = 200;
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(10);
    /** The look without a notice, in case one was missed. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final int PERSISTENT = 2;

    private final Database database;
    private final Topology topology;
    private final Runnable sendAgain;
    private final Semaphore woken = new Semaphore(0);

    private record Row(UUID id, String exchange, String routingKey, Optional<String> request, byte[] body) {}

    /**
     * A relay that does not work yet.
     *
     * @param sendAgain appends once more all that may have been lost with a broker's data; more than that does no harm
     */
    public Relay(Database database, Topology topology, Runnable sendAgain) {
        this.database = database;
        this.topology = topology;
        this.sendAgain = sendAgain;
    }

    public void start(Broker broker, Notices notices) {
        notices.listen(Outbox.CHANNEL, woken::release);
        broker.keep("outbox-relay", this::serve);
    }

    private void serve(Connection connection, StopSignal stop) throws Exception {
        try (Channel channel = connection.createChannel()) {
            topology.declare(channel);
            if (!Topology.isRemembered(connection)) {
                log.atInfo().log("the broker is new, or has lost what it was given: all that may wait is sent again");
                sendAgain.run();
                topology.remember(channel);
            }
            channel.confirmSelect();
            Set<UUID> returned = ConcurrentHashMap.newKeySet();
            channel.addReturnListener(
                    back -> returned.add(UUID.fromString(back.getProperties().getMessageId())));
            while (!stop.given() && connection.isOpen()) {
                woken.drainPermits();
                if (relayBatch(channel, returned) < BATCH
                        && woken.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    log.trace("woken");
                }
            }
        }
    }

    /** Answers how many rows there were. */
    private int relayBatch(Channel channel, Set<UUID> returned) throws Exception {
        try {
            return database.inTransaction(tx -> {
                List<Row> rows = lock(tx);
                if (!rows.isEmpty()) {
                    publish(channel, rows);
                    settle(tx, rows, returned);
                }
                return rows.size();
            });
        } catch (BrokenChannel broken) {
            throw (Exception) broken.getCause();
        } finally {
            returned.clear();
        }
    }

    private static List<Row> lock(Handle tx) {
        return tx.createQuery("""
                        select id, exchange, routing_key, request, body from outbox
                         where not_before <= now()
                         order by id limit :batch
                           for update skip locked""")
                .bind("batch", BATCH)
                .map((row, _) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getString("exchange"),
                        row.getString("routing_key"),
                        Optional.ofNullable(row.getString("request")),
                        row.getBytes("body")))
                .list();
    }

    private static void publish(Channel channel, List<Row> rows) {
        try {
            for (Row row : rows) {
                channel.basicPublish(row.exchange(), row.routingKey(), true, properties(row), row.body());
            }
            channel.waitForConfirmsOrDie(CONFIRM_WITHIN.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BrokenChannel(interrupted);
        } catch (IOException | TimeoutException failure) {
            throw new BrokenChannel(failure);
        }
    }

    private static BasicProperties properties(Row row) {
        Map<String, Object> headers = new HashMap<>();
        row.request().ifPresent(request -> headers.put(RequestId.HEADER, request));
        return new BasicProperties.Builder()
                .messageId(row.id().toString())
                .contentType("application/json")
                .deliveryMode(PERSISTENT)
                .headers(headers)
                .build();
    }

    private static void settle(Handle tx, List<Row> rows, Set<UUID> returned) {
        UUID[] delivered =
                rows.stream().map(Row::id).filter(id -> !returned.contains(id)).toArray(UUID[]::new);
        tx.createUpdate("delete from outbox where id = any(:ids)")
                .bindArray("ids", UUID.class, (Object[]) delivered)
                .execute();
        for (UUID id : returned) {
            log.atError().addKeyValue("message", id).log("no queue takes this message, trying again in 30 s");
            tx.createUpdate("update outbox set not_before = now() + interval '30 seconds' where id = :id")
                    .bind("id", id)
                    .execute();
        }
    }

    /** Carries a checked failure out of the transaction, which rolls back. */
    private static final class BrokenChannel extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenChannel(Exception cause) {
            super(cause);
        }
    }
}
