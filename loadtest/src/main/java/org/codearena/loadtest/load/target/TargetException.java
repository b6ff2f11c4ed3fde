package org.codearena.loadtest.load.target;

/** The target does not do what a run needs of it; the message is for the person at the terminal. */
public final class TargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TargetException(String message) {
        super(message);
    }

    public TargetException(String message, Throwable cause) {
        super(message, cause);
    }
}
