package org.codearena.server.judge;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.JudgeRequested;
import org.codearena.contract.Lane;
import org.codearena.contract.RequestId;
import org.codearena.server.infra.Broker;
import org.codearena.server.judge.Deliveries.Delivery;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.kernel.Trace;
import org.codearena.server.outbox.MessageCodec;
import org.codearena.server.outbox.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The judge role: consumes the lanes of its languages and works on as many submissions at once as the runner has slots.
 * Closing it drains: nothing new is taken, what runs is finished within the grace period, what waits is handed back.
 */
public final class Judge implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Judge.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Workbench workbench;
    private final Topology topology;
    private final List<String> languages;
    private final int slots;
    private final Duration grace;
    private final Deliveries deliveries = new Deliveries();
    private final StopSignal drain = new StopSignal();
    private final List<Thread> workers = new ArrayList<>();

    /**
     * A judge that does not work yet.
     *
     * @param languages those whose toolchain works
     * @param grace how long closing waits for what runs
     */
    public Judge(Workbench workbench, Topology topology, List<String> languages, int slots, Duration grace) {
        this.workbench = workbench;
        this.topology = topology;
        this.languages = List.copyOf(languages);
        this.slots = slots;
        this.grace = grace;
    }

    public void start(Broker broker) {
        workbench.open(slots);
        for (int slot = 0; slot < slots; slot++) {
            workers.add(Thread.ofPlatform().daemon().name("judge-" + slot).start(this::workUntilClosed));
        }
        broker.keep("judge", this::consume);
    }

    private void consume(Connection connection, StopSignal stop) throws Exception {
        try (Channel channel = connection.createChannel()) {
            topology.declare(channel);
            // Per consumer: no line may hold more of this judge than it has slots.
            channel.basicQos(slots);
            for (Lane lane : Lane.values()) {
                for (String language : languages) {
                    channel.basicConsume(
                            Topology.judgeQueue(lane, language), false, new LaneConsumer(channel, lane, language));
                }
            }
            while (channel.isOpen() && !stop.givenWithin(LOOK_AGAIN)) {
                log.trace("consuming");
            }
        } finally {
            deliveries.forgetGone();
        }
    }

    private final class LaneConsumer extends DefaultConsumer {
        private final Lane lane;
        private final String language;

        LaneConsumer(Channel channel, Lane lane, String language) {
            super(channel);
            this.lane = lane;
            this.language = language;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            if (envelope.isRedeliver()) {
                workbench.meters().redelivered(lane, language);
            }
            deliveries.add(lane, new Delivery(getChannel(), envelope.getDeliveryTag(), request(properties), body));
        }

        private static Optional<String> request(BasicProperties properties) {
            return RequestId.sane(Optional.ofNullable(properties.getHeaders())
                    .map(headers -> headers.get(RequestId.HEADER))
                    .map(Object::toString));
        }

        /** The queue was deleted under us: a new session declares it again. */
        @Override
        public void handleCancel(String tag) throws IOException {
            getChannel().abort();
        }
    }

    private void workUntilClosed() {
        try {
            for (Optional<Delivery> next = deliveries.take(); next.isPresent(); next = deliveries.take()) {
                workTraced(next.get());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever is logged meanwhile, here and in the runner, is found under the request's id. */
    private void workTraced(Delivery delivery) {
        delivery.request().ifPresent(Trace::follow);
        try {
            work(delivery);
        } finally {
            Trace.end();
        }
    }

    /** Decode, then let the workbench claim, work and commit, and only then acknowledge. */
    private void work(Delivery delivery) {
        Optional<JudgeRequested> message = MessageCodec.decode(delivery.body(), JudgeRequested.class)
                .filter(each -> each.v() == JudgeRequested.VERSION && each.submission() != null);
        if (message.isEmpty()) {
            log.atError().addKeyValue("bytes", delivery.body().length).log("message not understood, buried");
            delivery.bury();
            return;
        }
        UUID submission = message.get().submission();
        Trace.about(submission);
        if (delivery.request().isEmpty()) {
            Trace.follow(submission.toString());
        }
        try {
            workbench.awaitEquipment(drain);
            workbench.judge(message.get());
            delivery.acknowledge();
        } catch (RuntimeException databaseAway) {
            log.atWarn().setCause(databaseAway).log("nothing can be claimed, handing back");
            drain.givenWithin(LOOK_AGAIN);
            delivery.handBack();
        }
    }

    @Override
    public void close() {
        deliveries.close();
        drain.giveAndJoin(workers, grace);
        workbench.giveUpRest();
    }
}
