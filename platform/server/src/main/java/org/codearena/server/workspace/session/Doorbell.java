package org.codearena.server.workspace.session;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells those in this process at once that something about a session is new, which a notice of the database tells everybody a moment
 * later. Thread-safe.
 */
final class Doorbell {
    private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();

    /** The listener must return soon: it runs on the thread that rings. */
    void listen(Consumer<UUID> listener) {
        listeners.add(listener);
    }

    void ring(UUID session) {
        listeners.forEach(listener -> listener.accept(session));
    }
}
