package org.codearena.server.workspace.session;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Phaser;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on sessions, each on a thread of its own, never two on the same: who asks while one is worked on has it worked on once more
 * afterwards. Thread-safe.
 */
final class Errands implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Errands.class);

    private enum State {
        AT_WORK,
        AND_AGAIN
    }

    private final Consumer<UUID> work;
    private final ConcurrentMap<UUID, State> states = new ConcurrentHashMap<>();
    private final Phaser running = new Phaser(1);
    private volatile boolean closed;

    Errands(Consumer<UUID> work) {
        this.work = work;
    }

    void send(UUID session) {
        if (closed) {
            return;
        }
        State now = states.merge(session, State.AT_WORK, (_, _) -> State.AND_AGAIN);
        if (now == State.AT_WORK) {
            running.register();
            Thread.ofVirtual().name("session-" + session).start(() -> workUntilNobodyAsks(session));
        }
    }

    /** The sessions that are worked on now. */
    Set<UUID> atWork() {
        return Set.copyOf(states.keySet());
    }

    private void workUntilNobodyAsks(UUID session) {
        try {
            do {
                states.put(session, State.AT_WORK);
                workOnce(session);
            } while (!closed && !states.remove(session, State.AT_WORK));
        } finally {
            running.arriveAndDeregister();
        }
    }

    private void workOnce(UUID session) {
        try {
            work.accept(session);
        } catch (RuntimeException failure) {
            log.atWarn()
                    .addKeyValue("session", session)
                    .setCause(failure)
                    .log("session not reconciled, trying again later");
        }
    }

    /** Takes no more, and waits for what is under way. */
    @Override
    public void close() {
        closed = true;
        running.arriveAndAwaitAdvance();
    }
}
