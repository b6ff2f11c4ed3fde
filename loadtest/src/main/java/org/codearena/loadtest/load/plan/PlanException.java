package org.codearena.loadtest.load.plan;

/** Nothing can be planned from what was given; the message says why. */
public final class PlanException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PlanException(String message) {
        super(message);
    }

    PlanException(String message, Throwable cause) {
        super(message, cause);
    }
}
