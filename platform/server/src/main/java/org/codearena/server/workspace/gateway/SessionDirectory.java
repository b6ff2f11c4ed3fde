package org.codearena.server.workspace.gateway;

import java.util.Optional;
import java.util.UUID;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.session.Phase;

/** Knows whose a session is and where its runner listens. Asked for each request, so it answers soon. Thread-safe. */
@FunctionalInterface
public interface SessionDirectory {
    Optional<Entry> find(UUID session);

    /**
     * A session as the gateway needs it.
     *
     * @param endpoint empty before there is one, and after
     */
    record Entry(UUID owner, Phase phase, Optional<Endpoint> endpoint) {
        /** Whether nothing leads there any more, or will. */
        boolean isOver() {
            return !phase.isLive();
        }
    }
}
