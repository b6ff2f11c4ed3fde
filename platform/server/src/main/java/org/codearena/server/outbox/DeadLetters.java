package org.codearena.server.outbox;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.codearena.contract.JudgeRequested;
import org.codearena.contract.VerdictReached;
import org.codearena.server.infra.Broker;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.parking.Parked;
import org.codearena.server.parking.Parking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes dead messages from the broker and parks them, each with its reason, for an operator: a queue can neither be looked
 * through nor be emptied in part. A message is taken off the queue once it is parked, and parked once however often it comes.
 */
public final class DeadLetters {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final int PREFETCH = 50;
    /** No message of ours is a hundredth of that. */
    private static final int LARGEST_KEPT = 1 << 20;

    private final Database database;
    private final Topology topology;
    private final Parking parking = new Parking();

    public DeadLetters(Database database, Topology topology) {
        this.database = database;
        this.topology = topology;
    }

    public void start(Broker broker) {
        broker.keep("dead-letters", this::consume);
    }

    private void consume(Connection connection, StopSignal stop) throws Exception {
        BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
        try (Channel channel = connection.createChannel()) {
            topology.declare(channel);
            channel.basicQos(PREFETCH);
            channel.basicConsume(
                    Topology.DEAD_QUEUE, false, (_, delivery) -> arrived.add(delivery), _ -> channel.abort());
            while (channel.isOpen() && !stop.given()) {
                Delivery next = arrived.poll(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                if (next != null) {
                    // A failure ends the session: the message comes again when the database is back.
                    park(Death.of(next));
                    channel.basicAck(next.getEnvelope().getDeliveryTag(), false);
                }
            }
        }
    }

    private void park(Death death) {
        database.useTransaction(tx -> parking.message(
                tx,
                death.delivery(),
                new Parked.Message(death.queue(), death.keptBody()),
                death.why(),
                death.deliveries()));
        log.atError()
                .addKeyValue("queue", death.queue())
                .addKeyValue("message", death.id())
                .addKeyValue("reason", death.why())
                .log("message parked: an operator should look");
    }

    /**
     * How a message died, as the broker's header {@code x-death} tells.
     *
     * @param at to the second: together with the rest it tells two messages with the same bytes apart
     */
    private record Death(String id, String queue, String reason, String at, int deliveries, byte[] body) {
        static Death of(Delivery delivery) {
            BasicProperties properties = delivery.getProperties();
            Map<?, ?> first = firstDeath(properties);
            return new Death(
                    Optional.ofNullable(properties.getMessageId()).orElse(""),
                    text(first.get("queue")).orElse("unknown"),
                    text(first.get("reason")).orElse("unknown"),
                    String.valueOf(first.get("time")),
                    // Counted by quorum queues alone; a message dies in the delivery after those.
                    1 + number(header(properties, "x-delivery-count")),
                    delivery.getBody());
        }

        private static Map<?, ?> firstDeath(BasicProperties properties) {
            return header(properties, "x-death").orElse(List.of()) instanceof List<?> deaths
                            && !deaths.isEmpty()
                            && deaths.getFirst() instanceof Map<?, ?> death
                    ? death
                    : Map.of();
        }

        private static Optional<Object> header(BasicProperties properties, String name) {
            return Optional.ofNullable(properties.getHeaders()).map(headers -> headers.get(name));
        }

        private static Optional<String> text(@org.jspecify.annotations.Nullable Object value) {
            return Optional.ofNullable(value).map(String::valueOf);
        }

        private static int number(Optional<Object> value) {
            return value.filter(Number.class::isInstance)
                    .map(count -> ((Number) count).intValue())
                    .orElse(0);
        }

        /** The same whenever the broker hands over this dead message. */
        UUID delivery() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes((id + '\n' + queue + '\n' + at + '\n').getBytes(StandardCharsets.UTF_8));
            all.writeBytes(body);
            return UUID.nameUUIDFromBytes(all.toByteArray());
        }

        byte[] keptBody() {
            return body.length <= LARGEST_KEPT ? body : new byte[0];
        }

        String why() {
            if (body.length > LARGEST_KEPT) {
                return "it has " + body.length + " bytes, at most " + LARGEST_KEPT + " are kept: it cannot be replayed";
            }
            return switch (reason) {
                case "rejected" -> "no code understands it: " + misunderstanding();
                case "delivery_limit" -> "it was delivered " + deliveries + " times and never dealt with";
                default -> "the broker gave it up: " + reason;
            };
        }

        private String misunderstanding() {
            boolean verdict = queue.equals(Topology.STANDING_QUEUE);
            int version = verdict ? VerdictReached.VERSION : JudgeRequested.VERSION;
            return MessageCodec.fault(body, verdict ? VerdictReached.class : JudgeRequested.class)
                    .orElse("it is of another version than " + version + ", or names no submission");
        }
    }
}
