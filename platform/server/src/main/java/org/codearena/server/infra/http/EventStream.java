package org.codearena.server.infra.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One client's open stream of events. Any thread sends; the request's own thread writes. A sender never waits: a client
 * that reads slower than its queue fills is closed, and comes back with the id of what it saw last. What the request's own
 * thread sends, a replay, is written at once and fills no queue. Thread-safe.
 */
public final class EventStream {
    private static final byte[] OPENED = ": open\nretry: 2000\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);
    /** Wakes the writer; never written. */
    private static final Event END = new Event(Optional.empty(), "", "");

    private enum State {
        OPEN,
        /** Writes what is queued, then is over. */
        ENDING,
        /** Writes nothing any more. */
        CLOSED
    }

    private final OutputStream out;
    private final Optional<String> lastEventId;
    private final BlockingQueue<Event> queue;
    private final Thread writer = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();
    private State state = State.OPEN;

    EventStream(OutputStream out, Optional<String> lastEventId, int queued) {
        this.out = out;
        this.lastEventId = lastEventId;
        this.queue = new ArrayBlockingQueue<>(queued);
    }

    /** What the client saw last, when it comes back. */
    public Optional<String> lastEventId() {
        return lastEventId;
    }

    /** Sends an event; false when the stream is over, and nothing further need be sent. */
    public boolean send(Event event) {
        return Thread.currentThread().equals(writer) ? writeNow(event) : enqueue(event);
    }

    /** Ends the stream after what was sent so far. */
    public void end() {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.ENDING;
                // A full queue needs no wake: its writer is at work and sees the state.
                boolean _ = queue.offer(END);
            }
        } finally {
            lock.unlock();
        }
    }

    void open() throws IOException {
        out.write(OPENED);
        out.flush();
    }

    /** Writes until the stream ends; false when it was closed before all was written. */
    boolean pump(Duration heartbeat) throws IOException {
        while (state() == State.OPEN || (state() == State.ENDING && !queue.isEmpty())) {
            Event next = poll(heartbeat);
            if (next == null) {
                out.write(HEARTBEAT);
                out.flush();
            } else if (!next.equals(END)) {
                write(next);
            }
        }
        out.flush();
        return state() == State.ENDING;
    }

    /** After this no sender disturbs the thread, which goes on to serve the connection's next request. */
    void over() {
        lock.lock();
        try {
            state = State.CLOSED;
            boolean _ = Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    private boolean enqueue(Event event) {
        lock.lock();
        try {
            if (state != State.OPEN) {
                return false;
            }
            if (!queue.offer(event)) {
                // Frees a writer that is stuck in a full socket: the interrupt closes the connection, as is meant.
                state = State.CLOSED;
                writer.interrupt();
            }
            return state == State.OPEN;
        } finally {
            lock.unlock();
        }
    }

    private boolean writeNow(Event event) {
        try {
            for (Event earlier = queue.poll(); earlier != null; earlier = queue.poll()) {
                if (!earlier.equals(END)) {
                    write(earlier);
                }
            }
            write(event);
            return state() == State.OPEN;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void write(Event event) throws IOException {
        out.write(event.bytes());
        if (queue.isEmpty()) {
            out.flush();
        }
    }

    private @Nullable Event poll(Duration heartbeat) {
        try {
            return queue.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            lock.lock();
            try {
                state = State.CLOSED;
            } finally {
                lock.unlock();
            }
            return END;
        }
    }

    private State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }
}
