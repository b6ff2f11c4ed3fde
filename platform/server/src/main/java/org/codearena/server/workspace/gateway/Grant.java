package org.codearena.server.workspace.gateway;

import java.util.Optional;
import java.util.UUID;
import org.codearena.server.identity.Caller;

/**
 * What a ticket is good for, and by whose login it was asked for.
 *
 * @param port of a preview; 0 of a connection
 */
record Grant(Purpose purpose, UUID session, int port, Caller.How how, String login) {
    /** What a ticket opens. */
    enum Purpose {
        CONNECT,
        PREVIEW
    }

    static Grant connect(UUID session, Caller.Person person) {
        return new Grant(Purpose.CONNECT, session, 0, person.how(), person.login());
    }

    static Grant preview(UUID session, int port, Caller.Person person) {
        return new Grant(Purpose.PREVIEW, session, port, person.how(), person.login());
    }

    /** As it is stored. */
    String text() {
        return String.join(" ", purpose.name(), session.toString(), String.valueOf(port), how.name(), login);
    }

    /** Reads what was stored; what is none was put there by somebody else. */
    static Optional<Grant> parse(String text) {
        String[] parts = text.split(" ", -1);
        try {
            return parts.length != 5
                    ? Optional.empty()
                    : Optional.of(new Grant(
                            Purpose.valueOf(parts[0]),
                            UUID.fromString(parts[1]),
                            Integer.parseInt(parts[2]),
                            Caller.How.valueOf(parts[3]),
                            parts[4]));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
