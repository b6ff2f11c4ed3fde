package org.codearena.loadtest.load.chaos;

/** What a person asked for cannot be broken; the message is for them. */
public final class ChaosException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ChaosException(String message) {
        super(message);
    }
}
