package org.codearena.server.kernel;

import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.RequestId;
import org.slf4j.MDC;

/**
 * Under which ids the events of a thread are logged. A request's id goes wherever its consequences go: into the row of a
 * submission, the header of a message, and over to the runner, so that it finds them all.
 */
public final class Trace {
    private Trace() {}

    /** The request that this thread works for, or follows from. */
    public static Optional<String> request() {
        return Optional.ofNullable(MDC.get(RequestId.FIELD));
    }

    /** From here on this thread works for that request. */
    public static void follow(String request) {
        MDC.put(RequestId.FIELD, request);
    }

    /** From here on this thread works for that user. */
    public static void by(UUID user) {
        MDC.put("user", user.toString());
    }

    /** From here on what this thread logs is about that submission. */
    public static void about(UUID submission) {
        MDC.put("submission", submission.toString());
    }

    /** Whoever does a thing for another ends it so: threads go on to other things. */
    public static void end() {
        MDC.clear();
    }
}
