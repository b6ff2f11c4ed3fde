package org.codearena.runner.signature;

import java.util.Optional;

/** For whom a request was signed. */
public sealed interface Subject {
    /** The server itself. */
    record Server() implements Subject {}

    /** A user, through the gateway. */
    record User(String id, String login) implements Subject {}

    /** Whether it is a user's that came with that login. */
    default boolean isOf(String login) {
        return switch (this) {
            case Server() -> false;
            case User(String _, String own) -> own.equals(login);
        };
    }

    /**
     * Reads one.
     *
     * @param text as it was signed, decoded
     */
    static Optional<Subject> parse(String text) {
        if (text.equals("server")) {
            return Optional.of(new Server());
        }
        String[] parts = text.split(";", -1);
        if (parts.length == 2 && parts[0].startsWith("user:") && parts[1].startsWith("login:")) {
            return Optional.of(new User(parts[0].substring("user:".length()), parts[1].substring("login:".length())));
        }
        return Optional.empty();
    }
}
