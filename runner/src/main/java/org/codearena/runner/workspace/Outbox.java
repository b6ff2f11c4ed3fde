package org.codearena.runner.workspace;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.codearena.runner.terminal.Attachment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be sent to one client, and the one thread that sends it. In each round it sends all answers to pings, a
 * little output of each terminal that has only little, one reply or event, and one piece of output of a terminal that has
 * much: so a keystroke's echo waits for one piece of anything else, and nothing waits for ever. Output is not queued
 * here but taken from terminals when it can go, so it waits where it is bounded. Safe for use by several threads.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int PIECE_BYTES = 64 << 10;
    private static final int LITTLE_BYTES = 2048;
    private static final int MAX_EVENTS = 256;
    private static final int MAX_EVENT_BYTES = 4 << 20;
    private static final int MAX_CONTROLS = 16;
    private static final int HEAD_BYTES = 16;

    private final Sink sink;
    private final List<byte[]> resync;
    private final Runnable over;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<byte[]> controls = new ArrayDeque<>();
    private final Deque<Answer> replies = new ArrayDeque<>();
    private final Deque<byte[]> events = new ArrayDeque<>();
    private final ConcurrentSkipListMap<Integer, Attachment> attachments = new ConcurrentSkipListMap<>();
    private final AtomicBoolean work = new AtomicBoolean();
    private final byte[] piece = new byte[HEAD_BYTES + PIECE_BYTES];
    private final Thread thread;
    private volatile long writingSince;
    private volatile boolean ended;
    private int eventBytes;
    private int lastServed;
    private @Nullable Goodbye goodbye;

    /** Where frames go; used by one thread. */
    interface Sink {
        /** Sends a frame; may use the array again when it returns. */
        void send(byte[] bytes, int length);

        /** Says that nothing comes any more, and why. */
        void close(int code, String reason);
    }

    private record Answer(byte[] frame, Runnable sent) {}

    private record Goodbye(int code, String reason) {}

    /**
     * @param resync the events that stand for those that were dropped because the client does not read
     * @param over run when nothing is sent any more
     */
    Outbox(String name, Sink sink, List<byte[]> resync, Runnable over) {
        this.sink = sink;
        this.resync = resync;
        this.over = over;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** @param sent run when it is on its way, that is before anything that is sent after it, or will never be */
    void reply(byte[] frame, Runnable sent) {
        boolean waits = locked(() -> !ended && replies.add(new Answer(frame, sent)));
        if (waits) {
            wake();
        } else {
            sent.run();
        }
    }

    void event(byte[] frame) {
        add(() -> {
            if (events.size() >= MAX_EVENTS || eventBytes + frame.length > MAX_EVENT_BYTES) {
                events.clear();
                eventBytes = 0;
                resync.forEach(this::addEvent);
            }
            addEvent(frame);
        });
    }

    private void addEvent(byte[] frame) {
        events.add(frame);
        eventBytes += frame.length;
    }

    /** A ping or its answer; too many at once are dropped. */
    void control(byte[] frame) {
        add(() -> {
            if (controls.size() < MAX_CONTROLS) {
                controls.add(frame);
            }
        });
    }

    /** Ends the connection after what is being sent. */
    void close(int code, String reason) {
        add(() -> {
            if (goodbye == null) {
                goodbye = new Goodbye(code, reason);
            }
        });
    }

    private void add(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
        wake();
    }

    /** There may be something to send. */
    void wake() {
        if (!work.getAndSet(true)) {
            LockSupport.unpark(thread);
        }
    }

    /** From now on the output of that terminal is sent. */
    void attach(Attachment attachment) {
        attachments.put(attachment.terminal(), attachment);
        wake();
    }

    Optional<Attachment> attachment(int terminal) {
        return Optional.ofNullable(attachments.get(terminal));
    }

    Optional<Attachment> detach(int terminal) {
        return Optional.ofNullable(attachments.remove(terminal));
    }

    Collection<Attachment> attachments() {
        return List.copyOf(attachments.values());
    }

    /** For how long it has been trying to send one frame, in nanoseconds. */
    long stuckNanos(long now) {
        long since = writingSince;
        return since == 0 ? 0 : now - since;
    }

    /** The connection is gone. */
    void end() {
        ended = true;
        wake();
    }

    private void run() {
        try {
            while (!ended && !closeIfAsked()) {
                work.set(false);
                if (!round()) {
                    await();
                }
            }
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("a client is gone");
        } finally {
            end();
            releaseReplies();
            over.run();
        }
    }

    private void await() {
        while (!work.get()) {
            LockSupport.park(this);
        }
    }

    private boolean closeIfAsked() {
        Goodbye asked = locked(() -> goodbye);
        if (asked == null) {
            return false;
        }
        writingSince = System.nanoTime();
        sink.close(asked.code, asked.reason);
        writingSince = 0;
        return true;
    }

    /** Whether anything was sent. */
    private boolean round() {
        boolean any = false;
        for (byte[] frame = locked(controls::poll); frame != null; frame = locked(controls::poll)) {
            any = send(frame, frame.length);
        }
        for (Attachment attachment : attachments.values()) {
            int ready = attachment.ready();
            if (ready > 0 && ready <= LITTLE_BYTES) {
                any |= sendOutput(attachment);
            } else if (ready == 0 && attachment.isOverrun()) {
                any |= giveUp(attachment);
            }
        }
        any |= sendReplyOrEvent();
        return sendMuch() || any;
    }

    private boolean sendReplyOrEvent() {
        Answer answer = locked(replies::poll);
        if (answer != null) {
            // First, as who has the answer may type at once. This thread sends output, too, so none comes between.
            answer.sent.run();
            return send(answer.frame, answer.frame.length);
        }
        byte[] event = locked(() -> {
            byte[] first = events.poll();
            eventBytes -= first == null ? 0 : first.length;
            return first;
        });
        return event != null && send(event, event.length);
    }

    /** One piece of the next terminal, by number, that has much. */
    private boolean sendMuch() {
        for (Attachment attachment : attachments.tailMap(lastServed, false).values()) {
            if (sendMuch(attachment)) {
                return true;
            }
        }
        for (Attachment attachment : attachments.headMap(lastServed, true).values()) {
            if (sendMuch(attachment)) {
                return true;
            }
        }
        return false;
    }

    private boolean sendMuch(Attachment attachment) {
        lastServed = attachment.terminal();
        return attachment.ready() > LITTLE_BYTES && sendOutput(attachment);
    }

    private boolean sendOutput(Attachment attachment) {
        byte[] head = Frame.outputHead(attachment.terminal(), attachment.offset());
        int count = attachment.take(piece, head.length, PIECE_BYTES);
        if (count == 0) {
            return false;
        }
        System.arraycopy(head, 0, piece, 0, head.length);
        return send(piece, head.length + count);
    }

    /** It lost its hold on the terminal, and output is gone that it would have to be sent. */
    private boolean giveUp(Attachment attachment) {
        if (attachments.remove(attachment.terminal(), attachment)) {
            attachment.detach();
            locked(() -> {
                resync.forEach(this::addEvent);
                return true;
            });
        }
        return true;
    }

    private boolean send(byte[] frame, int length) {
        writingSince = System.nanoTime();
        sink.send(frame, length);
        writingSince = 0;
        return true;
    }

    /** Who waits for a reply to be on its way, waits no longer. */
    private void releaseReplies() {
        for (Answer answer = locked(replies::poll); answer != null; answer = locked(replies::poll)) {
            answer.sent.run();
        }
    }

    private <T extends @Nullable Object> T locked(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }
}
