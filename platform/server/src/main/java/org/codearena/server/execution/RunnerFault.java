package org.codearena.server.execution;

/** The runner failed, or could not be reached. Nothing is known about the program. */
public final class RunnerFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RunnerFault(String message) {
        super(message);
    }

    public RunnerFault(String message, Throwable cause) {
        super(message, cause);
    }
}
