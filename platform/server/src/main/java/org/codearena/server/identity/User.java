package org.codearena.server.identity;

import java.time.Instant;
import java.util.UUID;

/** A person's account as it is stored. */
record User(UUID id, String username, String passwordHash, Role role, boolean disabled, Instant createdAt) {
    Caller.Person caller(Caller.How how, String login) {
        return new Caller.Person(id, username, role, how, login);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return username + " (" + id + ")";
    }
}
