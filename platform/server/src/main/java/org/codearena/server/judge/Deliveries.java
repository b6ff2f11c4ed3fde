package org.codearena.server.judge;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.codearena.contract.Lane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the broker has delivered and no slot has taken yet, by lane. Slots take from the lanes by smooth weighted
 * round-robin: each lane that has something gains its weight, the one with the most is served and pays the sum. So with
 * weights 8, 6, 4 and 1 a lane of weight 1 is served once in 19 takes, evenly spread, and never starves. Thread-safe.
 */
final class Deliveries {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    /**
     * One message, and how to tell the broker what became of it.
     *
     * @param request the id of the request that it follows from, where it names a sane one
     */
    record Delivery(Channel channel, long tag, Optional<String> request, byte[] body) {
        /** It is dealt with. On a channel that is gone this does nothing: the message comes again, and is done then. */
        void acknowledge() {
            settle(() -> channel.basicAck(tag, false));
        }

        /** It can never be dealt with: it goes to the dead. */
        void bury() {
            settle(() -> channel.basicReject(tag, false));
        }

        /** It is handed back, for another judge or for later. */
        void handBack() {
            settle(() -> channel.basicNack(tag, false, true));
        }

        private interface Settling {
            void run() throws IOException;
        }

        private void settle(Settling settling) {
            // A channel is not for use by several threads at once.
            synchronized (channel) {
                try {
                    if (channel.isOpen()) {
                        settling.run();
                    }
                } catch (IOException | RuntimeException gone) {
                    log.atDebug().addKeyValue("reason", gone.toString()).log("delivery not settled, it comes again");
                }
            }
        }
    }

    /** A lane's messages, and how much it is owed. */
    private static final class Line {
        final Lane lane;
        final Deque<Delivery> waiting = new ArrayDeque<>();
        int credit;

        Line(Lane lane) {
            this.lane = lane;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<Line> lines = Arrays.stream(Lane.values()).map(Line::new).toList();
    private boolean closed;

    void add(Lane lane, Delivery delivery) {
        lock.lock();
        try {
            if (closed) {
                delivery.handBack();
            } else {
                lines.stream().filter(line -> line.lane == lane).forEach(line -> line.waiting.add(delivery));
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a delivery; empty when there will be none any more. */
    Optional<Delivery> take() throws InterruptedException {
        lock.lock();
        try {
            Optional<Delivery> next = next();
            while (next.isEmpty() && !closed) {
                arrived.await();
                next = next();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Delivery> next() {
        List<Line> competing =
                lines.stream().filter(line -> !line.waiting.isEmpty()).toList();
        competing.forEach(line -> line.credit += line.lane.weight());
        Optional<Line> best = competing.stream().max(Comparator.comparingInt(line -> line.credit));
        best.ifPresent(line -> line.credit -=
                competing.stream().mapToInt(each -> each.lane.weight()).sum());
        return best.map(line -> line.waiting.removeFirst());
    }

    /** Forgets what came over a channel that is gone: the broker delivers it again. */
    void forgetGone() {
        lock.lock();
        try {
            lines.forEach(line -> line.waiting.removeIf(each -> !each.channel().isOpen()));
        } finally {
            lock.unlock();
        }
    }

    /** Hands everything back and lets nobody wait any longer. */
    void close() {
        lock.lock();
        try {
            closed = true;
            lines.forEach(line -> {
                line.waiting.forEach(Delivery::handBack);
                line.waiting.clear();
            });
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
