package org.codearena.server.workspace.session;

import java.util.Optional;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;

/**
 * How far a session has come: what its reconciler, and nobody else, writes. Immutable.
 *
 * @param reason why it stops, stopped, failed or was started anew, in words for its owner
 * @param environment what the orchestrator calls its environment
 * @param endpoint where its runner listens
 * @param restarts how often a runner of it that died was started anew
 */
record Progress(
        Phase phase,
        Conditions conditions,
        Optional<String> reason,
        Optional<String> environment,
        Optional<Endpoint> endpoint,
        int restarts) {

    Progress in(Phase next) {
        return new Progress(next, conditions, reason, environment, endpoint, restarts);
    }

    Progress with(Conditions changed) {
        return new Progress(phase, changed, reason, environment, endpoint, restarts);
    }

    Progress because(String why) {
        return new Progress(phase, conditions, Optional.of(why), environment, endpoint, restarts);
    }

    Progress withoutReason() {
        return new Progress(phase, conditions, Optional.empty(), environment, endpoint, restarts);
    }

    Progress at(Environment place) {
        return new Progress(phase, conditions, reason, Optional.of(place.name()), place.endpoint(), restarts);
    }

    /** As of a session whose environment is gone. */
    Progress nowhere() {
        return new Progress(phase, conditions, reason, Optional.empty(), Optional.empty(), restarts);
    }

    Progress begunAnew() {
        return new Progress(phase, conditions.begunAnew(), reason, Optional.empty(), Optional.empty(), restarts + 1);
    }
}
