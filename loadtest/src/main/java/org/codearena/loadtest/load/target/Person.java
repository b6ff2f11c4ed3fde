package org.codearena.loadtest.load.target;

/** Somebody of the crowd, signed in. */
public record Person(String username, String token) {
    /** Without the token. */
    @Override
    public String toString() {
        return username;
    }
}
