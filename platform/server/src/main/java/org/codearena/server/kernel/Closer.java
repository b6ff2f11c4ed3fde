package org.codearena.server.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Closes what was opened, last opened first. Every resource gets its turn: the first failure is thrown at the end and
 * carries the later ones as suppressed. Not thread-safe.
 */
public final class Closer implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    public <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        RuntimeException first = null;
        while (!open.isEmpty()) {
            first = closeOne(open.pop(), first);
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException closeOne(AutoCloseable resource, @Nullable RuntimeException first) {
        try {
            resource.close();
            return first;
        } catch (Exception failure) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (first == null) {
                return new IllegalStateException("could not close " + resource, failure);
            }
            first.addSuppressed(failure);
            return first;
        }
    }
}
