package org.codearena.server.operations;

import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.contract.Lane;
import org.codearena.server.infra.Broker;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.outbox.Topology;

/**
 * Asks the broker, every few seconds, what is in each queue and who listens to it. What it cannot ask it does not know:
 * while the broker is away there is no answer, and not the last one. Thread-safe.
 */
final class BrokerWatch {
    private static final Duration EVERY = Duration.ofSeconds(5);

    /**
     * One queue.
     *
     * @param ready messages that nobody has been given yet
     * @param consumers judges that listen to it
     */
    record Queue(String lane, String language, int ready, int consumers) {}

    /**
     * All of them.
     *
     * @param dead messages that died and are not parked yet
     */
    record Seen(List<Queue> queues, int dead) {
        Seen {
            queues = List.copyOf(queues);
        }
    }

    private final Topology topology;
    private volatile Optional<Seen> seen = Optional.empty();

    BrokerWatch(Topology topology) {
        this.topology = topology;
    }

    void start(Broker broker) {
        broker.keep("operations", this::watch);
    }

    /** What was seen a moment ago; empty while the broker is away. */
    Optional<Seen> seen() {
        return seen;
    }

    private void watch(Connection connection, StopSignal stop) throws Exception {
        try (Channel channel = connection.createChannel()) {
            topology.declare(channel);
            do {
                seen = Optional.of(look(channel));
            } while (!stop.givenWithin(EVERY) && channel.isOpen());
        } finally {
            seen = Optional.empty();
        }
    }

    private Seen look(Channel channel) throws IOException {
        List<Queue> queues = new ArrayList<>();
        for (String language : topology.languages()) {
            for (Lane lane : Lane.values()) {
                DeclareOk found = channel.queueDeclarePassive(Topology.judgeQueue(lane, language));
                queues.add(new Queue(lane.wireName(), language, found.getMessageCount(), found.getConsumerCount()));
            }
        }
        return new Seen(queues, (int) channel.messageCount(Topology.DEAD_QUEUE));
    }
}
