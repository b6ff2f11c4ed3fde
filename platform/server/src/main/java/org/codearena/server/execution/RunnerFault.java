package org.codearena.server.execution;

import org.jspecify.annotations.Nullable;

/** The runner failed, or could not be reached. Nothing is known about the program. */
public final class RunnerFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean unreached;

    public RunnerFault(String message) {
        super(message);
        this.unreached = false;
    }

    public RunnerFault(String message, Throwable cause) {
        this(message, cause, false);
    }

    private RunnerFault(String message, @Nullable Throwable cause, boolean unreached) {
        super(message, cause);
        this.unreached = unreached;
    }

    /** There was no runner to be asked, for a reason that needs no cause. */
    public static RunnerFault unreached(String message) {
        return new RunnerFault(message, null, true);
    }

    /** There was no runner to be asked. */
    public static RunnerFault unreached(String message, Throwable cause) {
        return new RunnerFault(message, cause, true);
    }

    /** Whether it was not even asked, so that nothing that was to be run can be the reason. */
    public boolean isUnreached() {
        return unreached;
    }
}
