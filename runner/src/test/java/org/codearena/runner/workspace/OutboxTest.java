package org.codearena.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class OutboxTest {
    private final Gate gate = new Gate();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Outbox outbox = new Outbox("test", gate, List.of(bytes("resync")), over::countDown);

    /** A connection that takes a frame when it is let. */
    private static final class Gate implements Outbox.Sink {
        private final Semaphore allowed = new Semaphore(0);
        private final Semaphore sent = new Semaphore(0);
        private final List<String> frames = new ArrayList<>();
        private volatile boolean broken;

        @Override
        public void send(byte[] bytes, int length) {
            allowed.acquireUninterruptibly();
            if (broken) {
                throw new IllegalStateException("the connection is gone");
            }
            add(new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8));
        }

        @Override
        public void close(int code, String reason) {
            add(code + " " + reason);
        }

        private synchronized void add(String frame) {
            frames.add(frame);
            sent.release();
        }

        private List<String> await(int count) throws InterruptedException {
            assertTrue(sent.tryAcquire(count, 20, TimeUnit.SECONDS), "only these came: " + frames);
            synchronized (this) {
                return List.copyOf(frames);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void reply(String text) {
        outbox.reply(bytes(text), () -> {});
    }

    @Test
    void pingsOvertakeRepliesAndRepliesOvertakeEvents() throws Exception {
        outbox.start();
        reply("first");
        while (!gate.allowed.hasQueuedThreads()) {
            Thread.onSpinWait();
        }
        outbox.event(bytes("event 1"));
        outbox.event(bytes("event 2"));
        reply("second");
        outbox.control(bytes("ping"));
        gate.allowed.release(100);
        assertEquals(List.of("first", "ping", "second", "event 1", "event 2"), gate.await(5));
        outbox.end();
    }

    @Test
    void whoDoesNotReadIsToldToReadAgainInsteadOfEverything() throws Exception {
        outbox.start();
        reply("first");
        while (!gate.allowed.hasQueuedThreads()) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < 1_000; i++) {
            outbox.event(bytes("event " + i));
        }
        outbox.event(new byte[5 << 20]);
        outbox.event(bytes("last"));
        outbox.close(4400, "enough");
        gate.allowed.release(10_000);
        assertTrue(over.await(20, TimeUnit.SECONDS));
        reply("too late");
        assertTrue(gate.frames.size() <= 2);
    }

    @Test
    void eventsThatArePiledUpGiveWayToAResync() throws Exception {
        for (int i = 0; i < 300; i++) {
            outbox.event(bytes("event " + i));
        }
        gate.allowed.release(10_000);
        outbox.start();
        List<String> frames = gate.await(1 + 300 - 256);
        assertEquals("resync", frames.getFirst());
        assertEquals("event 256", frames.get(1));
        assertEquals("event 299", frames.getLast());
        outbox.end();
    }

    @Test
    void theGoodbyeIsTheLastWord() throws Exception {
        gate.allowed.release(10_000);
        outbox.start();
        outbox.close(4401, "first reason");
        outbox.close(4408, "second reason");
        assertTrue(over.await(20, TimeUnit.SECONDS));
        assertEquals(List.of("4401 first reason"), gate.await(1));
    }

    @Test
    void whatAReplyAllowsIsAllowedWhenItComes() throws Exception {
        outbox.start();
        outbox.reply(bytes("opened"), () -> gate.add("may type"));
        gate.allowed.release(1);
        assertEquals(List.of("may type", "opened"), gate.await(2));
    }

    @Test
    void whoWaitsForAReplyToGoIsLetGoWhenTheConnectionEnds() throws Exception {
        AtomicInteger released = new AtomicInteger();
        outbox.start();
        outbox.reply(bytes("one"), released::incrementAndGet);
        outbox.reply(bytes("two"), released::incrementAndGet);
        gate.broken = true;
        gate.allowed.release(1);
        assertTrue(over.await(20, TimeUnit.SECONDS));
        outbox.reply(bytes("three"), released::incrementAndGet);
        // The one that was being sent when the connection broke is the connection's own.
        assertTrue(released.get() >= 2, "released were " + released);
    }
}
