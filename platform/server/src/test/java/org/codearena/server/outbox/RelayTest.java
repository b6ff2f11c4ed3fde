package org.codearena.server.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.codearena.contract.JudgeRequested;
import org.codearena.contract.Lane;
import org.codearena.server.TestDatabase;
import org.codearena.server.Until;
import org.codearena.server.infra.Broker;
import org.codearena.server.infra.Notices;
import org.codearena.server.kernel.Closer;
import org.codearena.server.kernel.Ids;
import org.codearena.server.kernel.Secret;
import org.codearena.services.RabbitServer;
import org.codearena.services.testing.TestServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a broker that comes back with all that it had, or with nothing. */
final class RelayTest {
    private static final String QUEUE = Topology.judgeQueue(Lane.PRACTICE, "fake");

    private final Closer closer = new Closer();
    private final RabbitServer.Address rabbit = TestServices.rabbit();
    private final Topology topology = new Topology(List.of("fake"), false);
    private final Outbox outbox = new Outbox(new Ids(InstantSource.system()));
    private final UUID submission = UUID.randomUUID();
    private final AtomicInteger again = new AtomicInteger();
    private TestDatabase db;

    @BeforeEach
    void open() {
        db = closer.add(TestDatabase.open());
    }

    @AfterEach
    void close() {
        closer.close();
    }

    @Test
    void whatABrokerHasLostIsSentAgainWhenItIsBackAndNotBefore() throws Exception {
        relayUntil(2);
        assertEquals(1, again.get(), "a new broker has nothing");
        relayUntil(3);
        assertEquals(1, again.get(), "this one has kept what it was given");
        wipe();
        relayUntil(2);
        assertEquals(2, again.get());
        relayUntil(3);
        assertEquals(2, again.get(), "sent once");
    }

    private void sendAgain() {
        again.incrementAndGet();
        send();
    }

    private void send() {
        db.database()
                .useTransaction(tx -> outbox.judgeRequested(
                        tx, Lane.PRACTICE, "fake", JudgeRequested.of(submission), Optional.empty()));
    }

    /** One life of a server, which sends a message and ends when so many are in the queue. */
    private void relayUntil(int messages) throws Exception {
        try (Broker broker = new Broker(new Broker.Config(
                        rabbit.host(),
                        rabbit.port(),
                        rabbit.user(),
                        new Secret(rabbit.password()),
                        rabbit.virtualHost()));
                Notices notices = new Notices(db.config())) {
            new Relay(db.database(), topology, this::sendAgain).start(broker, notices);
            notices.start();
            send();
            try (Connection connection = connect();
                    Channel channel = connection.createChannel()) {
                topology.declare(channel);
                Until.holds("messages arrived", () -> channel.messageCount(QUEUE) == messages);
            }
        }
    }

    private void wipe() throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.queueDelete(QUEUE);
            channel.queueDelete(Topology.MEMORY_QUEUE);
        }
    }

    private Connection connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(rabbit.host());
        factory.setPort(rabbit.port());
        factory.setUsername(rabbit.user());
        factory.setPassword(rabbit.password());
        factory.setVirtualHost(rabbit.virtualHost());
        return factory.newConnection();
    }
}
