package org.codearena.server.workspace.orchestrator;

import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.kernel.Secret;

/**
 * An environment as it is now.
 *
 * @param name what the orchestrator calls it
 * @param steps how far it has come, in order: each with what it took
 * @param recovered whether its disk holds the files of an earlier environment that ended without warning
 */
public record Environment(
        String name, UUID session, State state, List<Step> steps, Optional<Endpoint> endpoint, boolean recovered) {
    public Environment {
        steps = List.copyOf(steps);
    }

    /** What is the case. */
    public sealed interface State {
        /** It is being made. */
        record Starting(String what) implements State {}

        /** Its runner answers, at the endpoint. */
        record Ready() implements State {}

        /** It will not come to be, or its runner died; why, in words for people, and whether trying again may help. */
        record Failed(String reason, boolean mayHelpToRetry) implements State {}

        /** It is being ended. */
        record Ending() implements State {}
    }

    /**
     * One step of making it.
     *
     * @param name {@code scheduled}, {@code image}, {@code container}, {@code disk}, {@code runner}, {@code room} and the like
     * @param tookMs milliseconds that it took; so far, of one that goes on
     */
    public record Step(String name, String text, long tookMs, boolean done) {}

    /** Where its runner listens, and the key that signs what is sent there. */
    public record Endpoint(SocketAddress address, Secret key) {}
}
