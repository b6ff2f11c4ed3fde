package org.codearena.server.outbox;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.Lane;
import org.codearena.server.kernel.Trace;

/**
 * Every exchange and queue there is, and how the messages of this project are addressed. Declared by each session before
 * it works, so that a broker whose data was wiped gets everything back. Arguments of a queue cannot be changed once it
 * exists: a change needs another name.
 *
 * @param languages one queue per lane and language
 * @param quorum whether queues are replicated: in a cluster yes; on a single node no, because a quorum queue of RabbitMQ
 *     3.10 that was declared just before a kill -9 stays without a leader for ever
 */
public record Topology(List<String> languages, boolean quorum) {
    private static final String JUDGE = "judge";
    private static final String VERDICTS = "verdicts";
    private static final String DEAD = "dead";

    /** The queue from which boards learn of verdicts. */
    public static final String STANDING_QUEUE = "verdicts.standing";

    /** Where messages end that nobody could handle. */
    public static final String DEAD_QUEUE = "dead";

    /** Holds nothing, and is there as long as the broker remembers what it was given. */
    static final String MEMORY_QUEUE = "memory";

    private static final int NOT_FOUND = 404;

    /** Deliveries of one message until it is dead, where queues count them. */
    private static final int DELIVERY_LIMIT = 8;

    public Topology {
        languages = List.copyOf(languages);
    }

    /** The queue of a lane and a language. */
    public static String judgeQueue(Lane lane, String language) {
        return JUDGE + "." + lane.wireName() + "." + language;
    }

    static Message judgeRequested(Lane lane, String language, UUID id, Optional<String> request, Object body) {
        return new Message(id, JUDGE, judgeQueue(lane, language), request, body);
    }

    static Message verdictReached(UUID id, Object body) {
        return new Message(id, VERDICTS, "", Trace.request(), body);
    }

    /** Straight into a queue, past its exchange: for a message that was there before. */
    static Message again(UUID id, String queue, byte[] body) {
        return new Message(id, "", queue, Trace.request(), body);
    }

    /** Whether messages of today may go to this queue. */
    public boolean has(String queue) {
        return queue.equals(STANDING_QUEUE)
                || Arrays.stream(Lane.values())
                        .anyMatch(lane -> languages.stream()
                                .anyMatch(language -> judgeQueue(lane, language).equals(queue)));
    }

    /** Declares all of it; what exists already, alike, stays as it is. */
    public void declare(Channel channel) throws IOException {
        channel.exchangeDeclare(DEAD, BuiltinExchangeType.FANOUT, true);
        declareQueue(channel, DEAD_QUEUE, DEAD, "", Map.of());
        channel.exchangeDeclare(JUDGE, BuiltinExchangeType.DIRECT, true);
        for (Lane lane : Lane.values()) {
            for (String language : languages) {
                String queue = judgeQueue(lane, language);
                declareQueue(channel, queue, JUDGE, queue, Map.of("x-dead-letter-exchange", DEAD));
            }
        }
        channel.exchangeDeclare(VERDICTS, BuiltinExchangeType.FANOUT, true);
        declareQueue(channel, STANDING_QUEUE, VERDICTS, "", Map.of("x-dead-letter-exchange", DEAD));
    }

    /** Whether the broker has been here before; one whose data was lost has not. */
    static boolean isRemembered(Connection connection) throws IOException {
        Channel channel = connection.createChannel();
        try {
            channel.queueDeclarePassive(MEMORY_QUEUE);
            return true;
        } catch (IOException refused) {
            if (refused.getCause() instanceof ShutdownSignalException end
                    && end.getReason() instanceof AMQP.Channel.Close close
                    && close.getReplyCode() == NOT_FOUND) {
                return false;
            }
            throw refused;
        } finally {
            // Not close(), which throws on a channel that the refusal has closed already.
            channel.abort();
        }
    }

    /** From now on it has been here. */
    void remember(Channel channel) throws IOException {
        channel.queueDeclare(MEMORY_QUEUE, true, false, false, quorum ? replicated(Map.of()) : Map.of());
    }

    private void declareQueue(Channel channel, String queue, String exchange, String key, Map<String, Object> arguments)
            throws IOException {
        channel.queueDeclare(queue, true, false, false, quorum ? replicated(arguments) : arguments);
        channel.queueBind(queue, exchange, key);
    }

    private static Map<String, Object> replicated(Map<String, Object> arguments) {
        var all = new HashMap<String, Object>(arguments);
        all.put("x-queue-type", "quorum");
        all.put("x-delivery-limit", DELIVERY_LIMIT);
        return all;
    }
}
