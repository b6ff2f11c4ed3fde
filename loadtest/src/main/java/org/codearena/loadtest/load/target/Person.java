package org.codearena.loadtest.load.target;

/**
 * Somebody of the crowd, signed in.
 *
 * @param token for programs
 * @param cookie for what only browsers do
 */
public record Person(String username, String token, String cookie) {
    /** Without what signs in. */
    @Override
    public String toString() {
        return username;
    }
}
