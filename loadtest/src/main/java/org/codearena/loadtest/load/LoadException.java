package org.codearena.loadtest.load;

/** A run cannot be made; the message is for the person at the terminal. */
final class LoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadException(String message) {
        super(message);
    }
}
