package org.codearena.server.standing;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.codearena.contract.VerdictReached;
import org.codearena.server.infra.Broker;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.outbox.MessageCodec;
import org.codearena.server.outbox.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes committed verdicts from the broker, one after the other, and lets them take effect. */
public final class StandingConsumer {
    private static final Logger log = LoggerFactory.getLogger(StandingConsumer.class);
    private static final int PREFETCH = 100;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Standings standings;
    private final Topology topology;

    public StandingConsumer(Standings standings, Topology topology) {
        this.standings = standings;
        this.topology = topology;
    }

    public void start(Broker broker) {
        broker.keep("standing", this::consume);
    }

    private void consume(Connection connection, StopSignal stop) throws Exception {
        BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
        try (Channel channel = connection.createChannel()) {
            topology.declare(channel);
            channel.basicQos(PREFETCH);
            channel.basicConsume(
                    Topology.STANDING_QUEUE, false, (_, delivery) -> arrived.add(delivery), _ -> channel.abort());
            while (channel.isOpen() && !stop.given()) {
                Delivery next = arrived.poll(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                if (next != null) {
                    handle(channel, next);
                }
            }
        }
    }

    private void handle(Channel channel, Delivery delivery) throws Exception {
        long tag = delivery.getEnvelope().getDeliveryTag();
        Optional<VerdictReached> message = MessageCodec.decode(delivery.getBody(), VerdictReached.class)
                .filter(each -> each.v() == VerdictReached.VERSION && each.submission() != null);
        if (message.isEmpty()) {
            log.atError().addKeyValue("bytes", delivery.getBody().length).log("message not understood, buried");
            channel.basicReject(tag, false);
            return;
        }
        // A failure ends the session: the message comes again when the database is back.
        standings.apply(message.get().submission());
        channel.basicAck(tag, false);
    }
}
