package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.codearena.contract.Lane;
import org.codearena.server.judge.Deliveries.Delivery;
import org.junit.jupiter.api.Test;

final class DeliveriesTest {
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final List<String> told = new ArrayList<>();
    private final Channel channel = channel();
    private final Deliveries deliveries = new Deliveries();

    @Test
    void lanesAreServedByTheirWeightsAndNoneStarves() throws InterruptedException {
        for (int i = 0; i < 190; i++) {
            for (Lane lane : Lane.values()) {
                deliveries.add(lane, delivery(lane));
            }
        }
        List<String> served = take(190);
        assertEquals(80, Collections.frequency(served, "contest"));
        assertEquals(60, Collections.frequency(served, "run"));
        assertEquals(40, Collections.frequency(served, "practice"));
        assertEquals(10, Collections.frequency(served, "bulk"));
        assertTrue(served.subList(0, 19).contains("bulk"), "the lightest lane waits for one round at most");
    }

    @Test
    void aLaneAloneIsServedAtOnce() throws InterruptedException {
        deliveries.add(Lane.BULK, delivery(Lane.BULK));
        assertEquals(List.of("bulk"), take(1));
    }

    @Test
    void whatCameOverALostChannelIsForgotten() throws InterruptedException {
        deliveries.add(Lane.RUN, delivery(Lane.RUN));
        open.set(false);
        deliveries.forgetGone();
        deliveries.close();
        assertTrue(deliveries.take().isEmpty());
    }

    @Test
    void closingHandsBackWhatNobodyTook() throws InterruptedException {
        deliveries.add(Lane.RUN, delivery(Lane.RUN));
        deliveries.close();
        deliveries.add(Lane.RUN, delivery(Lane.RUN));
        assertEquals(List.of("basicNack", "basicNack"), told);
        assertTrue(deliveries.take().isEmpty());
    }

    private List<String> take(int count) throws InterruptedException {
        List<String> served = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            served.add(new String(deliveries.take().orElseThrow().body(), StandardCharsets.UTF_8));
        }
        return served;
    }

    private Delivery delivery(Lane lane) {
        return new Delivery(channel, 1, Optional.empty(), lane.wireName().getBytes(StandardCharsets.UTF_8));
    }

    /** A channel that writes down what it is told: the interface has a hundred methods, two are of interest. */
    private Channel channel() {
        return (Channel) Proxy.newProxyInstance(
                Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (_, method, _) -> {
                    if (method.getName().equals("isOpen")) {
                        return open.get();
                    }
                    told.add(method.getName());
                    return null;
                });
    }
}
