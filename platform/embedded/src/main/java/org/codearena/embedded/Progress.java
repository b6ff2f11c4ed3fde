package org.codearena.embedded;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells what is being started and how long each part took: a line for each when it is there and, on a terminal, a line
 * below them with what is still awaited. Safe for use by several threads.
 */
final class Progress implements AutoCloseable {
    private static final String TERMINAL_PROPERTY = "codearena.terminal";
    private static final long REDRAW_MILLIS = 100;
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean live;
    private final long begin = System.nanoTime();
    private final Set<String> awaited = new LinkedHashSet<>();
    private final ScheduledExecutorService redraw = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());

    Progress(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
        if (live) {
            var _ = redraw.scheduleAtFixedRate(this::draw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** On standard output, lively where the launcher saw a terminal: Java's own test looks at the input as well. */
    static Progress onStandardOutput() {
        return new Progress(System.out, Boolean.getBoolean(TERMINAL_PROPERTY));
    }

    /** Does one part of the work and tells when it is done. */
    <T> T part(String name, Supplier<T> work) {
        long start = System.nanoTime();
        T result = during(name, work);
        line("  %-10s %8s".formatted(name, seconds(start)));
        return result;
    }

    /** Likewise for work that can be interrupted. */
    void timed(String name, Interruptible work) throws InterruptedException {
        long start = System.nanoTime();
        await(name);
        try {
            work.run();
        } finally {
            done(name);
        }
        line("  %-10s %8s".formatted(name, seconds(start)));
    }

    interface Interruptible {
        void run() throws InterruptedException;
    }

    /** Likewise without telling afterwards: the work speaks for itself. */
    <T> T during(String name, Supplier<T> work) {
        await(name);
        try {
            return work.get();
        } finally {
            done(name);
        }
    }

    synchronized void line(String text) {
        out.print(live ? CLEAR_LINE : "");
        out.println(text);
        out.flush();
    }

    @Override
    public void close() {
        redraw.shutdownNow();
        synchronized (this) {
            awaited.clear();
            draw();
        }
    }

    private synchronized void await(String name) {
        awaited.add(name);
    }

    private synchronized void done(String name) {
        awaited.remove(name);
    }

    private synchronized void draw() {
        if (live) {
            String rest = awaited.isEmpty() ? "" : "  … %s, %s".formatted(String.join(", ", awaited), seconds(begin));
            out.print(CLEAR_LINE + rest);
            out.flush();
        }
    }

    private static String seconds(long since) {
        return "%.1f s".formatted((System.nanoTime() - since) / 1e9);
    }
}
