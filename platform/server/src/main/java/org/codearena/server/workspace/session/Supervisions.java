package org.codearena.server.workspace.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;

/** The supervisions of this process, one per session that runs. Thread-safe; one thread at a time works on one session. */
final class Supervisions implements AutoCloseable {
    private final Supervision.Parts parts;
    private final Map<UUID, Supervision> all = new ConcurrentHashMap<>();

    Supervisions(Supervision.Parts parts) {
        this.parts = parts;
    }

    /** Sees to it that there is one for this session, at this endpoint. */
    Supervision keep(Session session, Endpoint endpoint) {
        Supervision known = all.get(session.id());
        if (known != null && known.isAt(endpoint)) {
            return known;
        }
        end(session.id());
        Supervision begun = new Supervision(parts, session, endpoint);
        all.put(session.id(), begun);
        begun.start();
        return begun;
    }

    Optional<Supervision> find(UUID session) {
        return Optional.ofNullable(all.get(session));
    }

    /** Keeps what is on the disk; answers what could not be kept. */
    Optional<String> finish(Session session, Endpoint endpoint, Duration within) {
        Supervision supervision = Optional.ofNullable(all.remove(session.id()))
                .filter(known -> known.isAt(endpoint))
                .orElseGet(() -> new Supervision(parts, session, endpoint));
        return supervision.finish(within);
    }

    void end(UUID session) {
        Supervision known = all.remove(session);
        if (known != null) {
            known.close();
        }
    }

    /** The sessions that have one. */
    List<UUID> sessions() {
        return List.copyOf(all.keySet());
    }

    @Override
    public void close() {
        sessions().forEach(this::end);
    }
}
