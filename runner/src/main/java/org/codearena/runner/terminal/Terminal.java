package org.codearena.runner.terminal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.codearena.runner.rounds.Rounds;
import org.jspecify.annotations.Nullable;

/**
 * A terminal: a process, the last of its output, and the clients that are attached to it. Output is read as long as it can
 * be kept without dropping what a client that holds the terminal has not acknowledged. Safe for use by several threads.
 */
final class Terminal implements TerminalProcess.Listener {
    static final int KEPT_BYTES = 2 << 20;
    static final int WINDOW_BYTES = 256 << 10;

    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long GATHER_MILLIS = 50;
    private static final long REDRAW_MILLIS = 100;
    private static final long TITLE_MILLIS = 300;

    private final int id;
    private final Optional<String> task;
    private final Rounds rounds;
    private final Consumer<Terminal> changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomForOutput = lock.newCondition();
    private final Ring ring = new Ring(KEPT_BYTES);
    private final Scan atStart = new Scan();
    private final Holds holds = new Holds(LOST_NANOS, STALLED_NANOS);
    private final Sizes sizes = new Sizes();
    private final Typing typing;
    private final Flow flow;
    private final Map<String, Attachment> attachments = new LinkedHashMap<>();
    private final byte[] dropped = new byte[Ring.PIECE];
    private volatile @Nullable TerminalProcess process;
    private volatile long lastBusy;
    private volatile boolean busy;
    private String title;
    private Size size;
    private long parsed;
    private boolean resizing;
    private boolean looking;
    private boolean closing;
    private Optional<TerminalState.Exit> exit = Optional.empty();

    /**
     * @param typing of the whole workspace
     * @param changed told when what clients are told of it has changed, without a lock
     */
    Terminal(
            int id,
            String title,
            Optional<String> task,
            Size size,
            Typing typing,
            Rounds rounds,
            Consumer<Terminal> changed) {
        this.id = id;
        this.title = title;
        this.task = task;
        this.size = size;
        this.typing = typing;
        this.flow = new Flow(id, typing, System.nanoTime());
        this.rounds = rounds;
        this.changed = changed;
        this.busy = task.isPresent();
        this.lastBusy = System.nanoTime();
    }

    void start(List<String> line) throws IOException {
        process = TerminalProcess.start("terminal " + id, line, Map.of(), locked(() -> size), this);
    }

    int id() {
        return id;
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    TerminalState state() {
        return locked(
                () -> new TerminalState(id, title, task, size.columns(), size.rows(), ring.start(), ring.end(), exit));
    }

    /** Whether a program other than a shell that waits for a command has the terminal. */
    boolean isBusy() {
        return busy;
    }

    /** When such a program printed something last, or the terminal was opened. */
    long lastBusy() {
        return lastBusy;
    }

    // -- output

    @Override
    public void output(byte[] bytes, int length) {
        List<Attachment> told = locked(() -> {
            awaitRoom(length);
            if (closing) {
                return List.<Attachment>of();
            }
            holds.printed(ring.end(), System.nanoTime());
            scanDropped(length);
            ring.append(bytes, 0, length);
            lookLater();
            return List.copyOf(attachments.values());
        });
        told.forEach(Attachment::wake);
        long pause = flow.pauseAfter(length, System.nanoTime());
        if (pause > 0) {
            LockSupport.parkNanos(this, pause);
        }
    }

    private void awaitRoom(int length) {
        while (!closing && ring.end() + length - ring.capacity() > holds.floor()) {
            if (holds.expire(ring.end(), System.nanoTime())) {
                continue;
            }
            try {
                roomForOutput.awaitNanos(LOOK_NANOS);
            } catch (InterruptedException _) {
                // Nobody who knew of this thread would interrupt it.
            }
        }
    }

    private void scanDropped(int length) {
        int count = (int) Math.max(0, ring.end() + length - ring.capacity() - ring.start());
        ring.copy(ring.start(), dropped, 0, count);
        atStart.accept(dropped, 0, count);
    }

    @Override
    public void ended(int code) {
        locked(() -> exit = Optional.of(new TerminalState.Exit(code)));
        busy = false;
        changed.accept(this);
    }

    /** A program that starts or ends prints, or a shell's prompt comes: so a look soon after output finds every one. */
    private void lookLater() {
        if (!looking) {
            looking = true;
            rounds.later(TITLE_MILLIS, this::look);
        }
    }

    private void look() {
        locked(() -> looking = false);
        TerminalProcess running = process;
        if (running == null || running.exit().isPresent()) {
            return;
        }
        Optional<Foreground> program =
                running.foreground().stream().boxed().findFirst().flatMap(Foreground::of);
        busy = task.isPresent() || !program.map(Foreground::leads).orElse(false);
        if (busy) {
            lastBusy = System.nanoTime();
        }
        program.filter(_ -> task.isEmpty()).ifPresent(found -> rename(found.name()));
    }

    private void rename(String name) {
        boolean isNew = locked(() -> {
            boolean differs = !name.equals(title);
            title = name;
            return differs;
        });
        if (isNew) {
            changed.accept(this);
        }
    }

    // -- clients

    /** @param offset of the next byte that the client lacks, 0 where it has none */
    Attachment attach(String client, long offset, Size shown, Runnable wake) {
        Attachment attachment = locked(() -> {
            Attachment.Start start = start(offset);
            Window window = new Window(WINDOW_BYTES, start.offset());
            Attachment made = new Attachment(this, client, start, window, wake);
            attachments.put(client, made);
            holds.attach(client, start.offset(), System.nanoTime());
            roomForOutput.signalAll();
            sizes.leave(client);
            sizes.show(client, shown);
            resizeLater();
            return made;
        });
        if (attachment.start().reset()) {
            rounds.later(0, this::redraw);
        }
        return attachment;
    }

    private Attachment.Start start(long offset) {
        if (offset >= ring.start() && offset <= ring.end()) {
            return new Attachment.Start(offset, false, new byte[0], Math.max(parsed, offset));
        }
        Replay replay = Replay.of(ring, atStart);
        return new Attachment.Start(replay.offset(), true, replay.modes(), ring.end());
    }

    int ready(Window window) {
        return isGone(window.sent()) ? 0 : (int) Math.min(window.room(), ring.end() - window.sent());
    }

    boolean isGone(long offset) {
        return offset < ring.start();
    }

    int take(Window window, byte[] target, int at, int most) {
        return locked(() -> {
            int count = Math.min(most, ready(window));
            if (count > 0) {
                ring.copy(window.sent(), target, at, count);
                window.send(count);
            }
            return count;
        });
    }

    boolean acknowledge(Attachment attachment, long offset) {
        return locked(() -> {
            if (!attachment.window.acknowledge(offset)) {
                return false;
            }
            if (attachments.get(attachment.client()) == attachment && !isGone(attachment.window.sent())) {
                holds.acknowledge(attachment.client(), offset, System.nanoTime());
                parsed = Math.max(parsed, offset);
                roomForOutput.signalAll();
            }
            return true;
        });
    }

    boolean type(String client, byte[] keys) {
        locked(() -> {
            sizes.typed(client);
            resizeLater();
            return true;
        });
        typing.key(id);
        TerminalProcess running = process;
        return running == null || running.type(keys);
    }

    void show(String client, Size shown) {
        locked(() -> {
            if (attachments.containsKey(client)) {
                sizes.show(client, shown);
                resizeLater();
            }
            return true;
        });
    }

    void leave(Attachment attachment, boolean mayComeBack) {
        locked(() -> {
            if (attachments.remove(attachment.client(), attachment)) {
                sizes.leave(attachment.client());
                resizeLater();
                if (mayComeBack) {
                    holds.lose(attachment.client(), System.nanoTime());
                } else {
                    holds.release(attachment.client());
                }
                roomForOutput.signalAll();
            }
            return true;
        });
    }

    // -- size

    private void resizeLater() {
        if (!resizing && !sizes.decided().orElse(size).equals(size)) {
            resizing = true;
            rounds.later(GATHER_MILLIS, this::resize);
        }
    }

    private void resize() {
        boolean differs = locked(() -> {
            resizing = false;
            Size decided = sizes.decided().orElse(size);
            boolean isNew = !decided.equals(size);
            size = decided;
            return isNew;
        });
        if (differs) {
            apply(locked(() -> size));
            changed.accept(this);
        }
    }

    private void apply(Size now) {
        TerminalProcess running = process;
        if (running != null) {
            running.resize(now);
        }
    }

    /** A program that fills the screen draws it anew when the size changes. */
    private void redraw() {
        Size now = locked(() -> size);
        apply(new Size(now.columns(), now.rows() == 1 ? 2 : now.rows() - 1));
        rounds.later(REDRAW_MILLIS, () -> apply(locked(() -> size)));
    }

    // -- end

    /** Ends what runs and waits until it is dead. */
    void close() {
        List<Attachment> told = locked(() -> {
            closing = true;
            roomForOutput.signalAll();
            List<Attachment> all = List.copyOf(attachments.values());
            attachments.clear();
            return all;
        });
        TerminalProcess running = process;
        if (running != null) {
            running.close();
        }
        told.forEach(Attachment::wake);
    }

    boolean hasEnded() {
        return locked(() -> exit.isPresent());
    }
}
