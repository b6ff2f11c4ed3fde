package org.codearena.server.identity;

import java.util.UUID;

/** Who makes a request. */
public sealed interface Caller {
    /** Nobody we know. */
    record Anonymous() implements Caller {}

    /**
     * A person with an account that is not disabled.
     *
     * @param login names the login or the token that they showed; it cannot be guessed back to it
     */
    record Person(UUID id, String username, Role role, How how, String login) implements Caller {
        public boolean may(Role needed) {
            return role.includes(needed);
        }
    }

    /** How a person showed who they are. */
    enum How {
        SESSION,
        TOKEN
    }
}
