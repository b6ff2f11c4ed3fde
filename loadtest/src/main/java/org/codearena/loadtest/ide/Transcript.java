package org.codearena.loadtest.ide;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The last of what a terminal printed, to be waited for. Thread-safe. */
public final class Transcript implements WorkspaceSocket.Screen {
    private static final int KEPT = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private byte[] bytes = new byte[0];
    private long end;

    @Override
    public void output(long offset, byte[] printed) {
        lock.lock();
        try {
            byte[] all = Arrays.copyOf(bytes, bytes.length + printed.length);
            System.arraycopy(printed, 0, all, bytes.length, printed.length);
            bytes = all.length > KEPT ? Arrays.copyOfRange(all, all.length - KEPT, all.length) : all;
            end = offset + printed.length;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The offset behind the last byte. */
    long end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    /** Begins anew: what was printed till now is not waited for. */
    public void forget() {
        lock.lock();
        try {
            bytes = new byte[0];
        } finally {
            lock.unlock();
        }
    }

    /** Waits until this was printed; answers everything that was, from the last {@link #forget} on. */
    public String await(String text, Duration atMost) throws IOException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            String seen = new String(bytes, StandardCharsets.ISO_8859_1);
            while (!seen.contains(text)) {
                if (left <= 0) {
                    throw new IOException("'" + text + "' was not printed within " + atMost + ", but: " + seen);
                }
                left = more.awaitNanos(left);
                seen = new String(bytes, StandardCharsets.ISO_8859_1);
            }
            return seen;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until anything was printed at all; answers whether it was, in time. */
    public boolean awaitAny(Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (bytes.length == 0 && left > 0) {
                left = more.awaitNanos(left);
            }
            return bytes.length > 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    static Duration seconds(long seconds) {
        return Duration.of(seconds, TimeUnit.SECONDS.toChronoUnit());
    }
}
