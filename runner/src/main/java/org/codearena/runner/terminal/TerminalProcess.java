package org.codearena.runner.terminal;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import com.pty4j.unix.UnixPtyProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process on a pseudo terminal. One platform thread reads it, another writes to it and a third waits for its end, because
 * each would hold the carrier of a virtual thread. Safe for use by several threads.
 *
 * <p>The library writes right only from the beginning of an array, and uses descriptors that it knows by number even after
 * the process has ended: so the terminal is closed only when the library's own thread, which is found by the group of
 * threads that it was started in, has ended too.
 */
final class TerminalProcess {
    /** What the program has not taken of what was typed, at most. */
    static final int MAX_WAITING_INPUT = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(TerminalProcess.class);
    private static final int READ_BYTES = 8192;
    private static final int WRITE_BYTES = 2048;
    private static final long STACK_BYTES = 512 << 10;
    private static final long HANG_UP_SECONDS = 5;

    private final String name;
    private final ThreadGroup group;
    private final Listener listener;
    private final CompletableFuture<UnixPtyProcess> started = new CompletableFuture<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition typed = lock.newCondition();
    private final Queue<byte[]> input = new ArrayDeque<>();
    private int waiting;
    private boolean writing;
    private boolean closed;

    /** Hears of a process; called by the thread that reads it. */
    interface Listener {
        /** Output of the process, which is read no further until this returns. The array is used again. */
        void output(byte[] bytes, int length);

        /** It has ended, and this was all its output. */
        void ended(int code);
    }

    private TerminalProcess(String name, Listener listener) {
        this.name = name;
        this.group = new ThreadGroup(name);
        this.listener = listener;
    }

    /** Starts a command with just that environment. */
    static TerminalProcess start(
            String name, List<String> command, Map<String, String> environment, Size size, Listener listener)
            throws IOException {
        TerminalProcess process = new TerminalProcess(name, listener);
        PtyProcessBuilder builder = new PtyProcessBuilder(command.toArray(String[]::new))
                .setEnvironment(environment)
                .setDirectory("/")
                .setInitialColumns(size.columns())
                .setInitialRows(size.rows());
        process.thread("reader", () -> process.run(builder)).start();
        try {
            process.started.get();
            return process;
        } catch (ExecutionException e) {
            throw new IOException(name + " cannot be started: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting " + name, e);
        }
    }

    private Thread thread(String role, Runnable work) {
        return Thread.ofPlatform()
                .group(group)
                .name(name + ' ' + role)
                .stackSize(STACK_BYTES)
                .daemon()
                .unstarted(work);
    }

    private void run(PtyProcessBuilder builder) {
        UnixPtyProcess process;
        Master master;
        try {
            process = (UnixPtyProcess) builder.start();
            // The library closes what nobody asked for when it sends a signal.
            process.getInputStream();
            process.getOutputStream();
            master = new Master(process.getPty().getMasterFD());
        } catch (IOException | RuntimeException | LinkageError e) {
            started.completeExceptionally(e);
            return;
        }
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        thread("waiter", () -> {
                    int code = awaitExit(process);
                    master.end();
                    exit.complete(code);
                })
                .start();
        started.complete(process);
        read(master);
        int code = exit.join();
        master.close();
        ended.complete(code);
        listener.ended(code);
    }

    private void read(Master master) {
        byte[] buffer = new byte[READ_BYTES];
        try {
            for (int count = master.read(buffer); count > 0; count = master.read(buffer)) {
                listener.output(buffer, count);
            }
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("terminal", name).log("a terminal cannot be read");
        }
    }

    private static int awaitExit(PtyProcess process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException _) {
                // Nobody who knew of this thread would interrupt it; the process is waited for all the same.
            }
        }
    }

    OptionalInt exit() {
        Integer code = ended.getNow(null);
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /**
     * Types. Returns at once.
     *
     * @return whether there was room for it
     */
    boolean type(byte[] bytes) {
        lock.lock();
        try {
            if (closed || ended.isDone()) {
                return true;
            }
            if (bytes.length > MAX_WAITING_INPUT - waiting) {
                return false;
            }
            waiting += bytes.length;
            input.add(bytes);
            typed.signal();
            if (!writing) {
                writing = true;
                thread("writer", this::write).start();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        OutputStream keys = started.join().getOutputStream();
        try {
            for (byte[] bytes = next(); bytes.length > 0; bytes = next()) {
                for (int at = 0; at < bytes.length; at += WRITE_BYTES) {
                    byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + WRITE_BYTES));
                    keys.write(piece, 0, piece.length);
                }
                taken(bytes.length);
            }
        } catch (IOException | RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("terminal", name).log("a terminal cannot be written to");
        }
    }

    /** Waits for what is typed; nothing at the end. */
    private byte[] next() {
        lock.lock();
        try {
            while (input.isEmpty() && !closed) {
                typed.awaitUninterruptibly();
            }
            byte[] bytes = input.poll();
            return bytes == null || closed ? new byte[0] : bytes;
        } finally {
            lock.unlock();
        }
    }

    private void taken(int count) {
        lock.lock();
        try {
            waiting -= count;
        } finally {
            lock.unlock();
        }
    }

    /** Changes the size; a program hears of it by SIGWINCH. */
    void resize(Size size) {
        lock.lock();
        try {
            if (!closed) {
                started.join().setWinSize(new WinSize(size.columns(), size.rows()));
            }
        } catch (IllegalStateException e) {
            LOG.atDebug().setCause(e).addKeyValue("terminal", name).log("a terminal has no size any more");
        } finally {
            lock.unlock();
        }
    }

    /** The group of processes in the foreground, where there is one. */
    OptionalInt foreground() {
        lock.lock();
        try {
            return closed || ended.isDone()
                    ? OptionalInt.empty()
                    : Foreground.group(started.join().getPty().getMasterFD());
        } finally {
            lock.unlock();
        }
    }

    /** Ends the process and what it has started, waits until it is dead, and closes the terminal. */
    void close() {
        UnixPtyProcess process = started.join();
        // One that has ended has no number any more: what has it now is somebody else's.
        if (process.isAlive()) {
            process.hangup();
        }
        if (!hasEndedWithin(HANG_UP_SECONDS)) {
            LOG.atError().addKeyValue("terminal", name).log("killed, it did not hang up");
            if (process.isAlive()) {
                process.destroyForcibly();
            }
            ended.join();
        }
        awaitLibrary();
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                typed.signalAll();
                process.getInputStream().close();
            }
        } catch (IOException e) {
            LOG.atWarn().setCause(e).addKeyValue("terminal", name).log("a terminal cannot be closed");
        } finally {
            lock.unlock();
        }
    }

    private boolean hasEndedWithin(long seconds) {
        try {
            ended.get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The library's thread may still write to a descriptor that it knows by number, until it has ended. */
    private void awaitLibrary() {
        Thread[] threads = new Thread[8];
        int count = group.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i].getClass().getName().startsWith("com.pty4j.")) {
                join(threads[i]);
            }
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
