package org.codearena.runner.http;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.codearena.contract.RunReport;
import org.codearena.runner.box.RunEnd;
import org.codearena.runner.box.RunListener;
import org.codearena.runner.tree.RelativePath;

/**
 * Carries what a run writes from the thread that reads its box to the one that answers its client. It holds a bounded
 * number of bytes: a client that reads slowly slows the program down. But it cannot keep a slot for ever: when it has
 * taken nothing for a while, the run is given up, what comes is thrown away, and the thread that made this pipe, which
 * hangs in a write to the client, is interrupted; that closes the connection.
 */
final class RunPipe implements RunListener, AutoCloseable {
    private static final int MAX_BYTES = 1 << 20;

    private final Duration patience;
    private final Thread answering = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Event> events = new ArrayDeque<>();
    /** Ends the run early; absent until it is started. */
    private Optional<Runnable> kill = Optional.empty();

    private int bytes;
    private boolean abandoned;
    private boolean over;
    private boolean interrupting;
    private boolean closed;

    /** What happens in a run, in order. */
    sealed interface Event {
        record StandardOutput(byte[] piece) implements Event {}

        record StandardError(byte[] piece) implements Event {}

        record End(RunReport report) implements Event {}

        record Fault(String why) implements Event {}
    }

    /** @param patience how long the box may be held up by a client that reads nothing */
    RunPipe(Duration patience) {
        this.patience = patience;
    }

    /** @param ending ends the run early */
    void started(Runnable ending) {
        boolean late;
        lock.lock();
        try {
            kill = Optional.of(ending);
            late = abandoned;
        } finally {
            lock.unlock();
        }
        if (late) {
            ending.run();
        }
    }

    @Override
    public void output(byte[] piece) {
        put(new Event.StandardOutput(piece), piece.length);
    }

    @Override
    public void error(byte[] piece) {
        put(new Event.StandardError(piece), piece.length);
    }

    /** A run sends no files; none was asked for. */
    @Override
    public void file(RelativePath path, boolean executable, Instant modified, InputStream content) {}

    @Override
    public void ended(RunEnd end) {
        finish(new Event.End(end.report()));
    }

    @Override
    public void failed(String why) {
        finish(new Event.Fault(why));
    }

    private void put(Event event, int size) {
        boolean held;
        lock.lock();
        try {
            held = awaitRoom(size);
            if (held) {
                events.addLast(event);
                bytes += size;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (!held) {
            stopAnswering();
            abandon();
        }
    }

    private void stopAnswering() {
        lock.lock();
        try {
            if (!abandoned && !closed) {
                interrupting = true;
                answering.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** One piece is always taken by an empty pipe, however large it is. */
    private boolean awaitRoom(int size) {
        long left = patience.toNanos();
        try {
            while (bytes > 0 && bytes + size > MAX_BYTES && !abandoned) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !abandoned;
    }

    private void finish(Event last) {
        lock.lock();
        try {
            events.addLast(last);
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next event; empty when none comes in time. */
    Optional<Event> next(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lock();
        try {
            while (events.isEmpty()) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = changed.awaitNanos(left);
            }
            Event event = events.removeFirst();
            bytes -= switch (event) {
                case Event.StandardOutput(byte[] piece) -> piece.length;
                case Event.StandardError(byte[] piece) -> piece.length;
                case Event.End _, Event.Fault _ -> 0;
            };
            changed.signalAll();
            return Optional.of(event);
        } finally {
            lock.unlock();
        }
    }

    private void abandon() {
        Optional<Runnable> ending;
        lock.lock();
        try {
            abandoned = true;
            bytes = 0;
            events.removeIf(event -> event instanceof Event.StandardOutput || event instanceof Event.StandardError);
            changed.signalAll();
            ending = kill;
        } finally {
            lock.unlock();
        }
        ending.ifPresent(Runnable::run);
    }

    /** Ends the run if it is on, throws away what it still sends, and waits for its end: until then the slot is its. */
    @Override
    public void close() {
        noMoreInterrupts();
        if (!isOver()) {
            abandon();
            awaitEnd();
        }
    }

    /** The thread goes on to other work: an interrupt that was meant for its write must not reach that. */
    private void noMoreInterrupts() {
        lock.lock();
        try {
            closed = true;
            if (interrupting) {
                boolean _ = Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            return over || kill.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The box is watched: it ends the run or is killed, so this does not wait for ever. */
    private void awaitEnd() {
        lock.lock();
        try {
            while (!over) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
