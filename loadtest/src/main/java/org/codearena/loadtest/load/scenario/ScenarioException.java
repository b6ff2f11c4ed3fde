package org.codearena.loadtest.load.scenario;

/** A scenario cannot be used; the message is for the person who wrote it. */
public final class ScenarioException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScenarioException(String message) {
        super(message);
    }

    ScenarioException(String message, Throwable cause) {
        super(message, cause);
    }
}
