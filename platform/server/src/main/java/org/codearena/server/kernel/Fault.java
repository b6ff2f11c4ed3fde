package org.codearena.server.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A request that cannot be answered as asked, with the reason in words for the one who asked. The HTTP border turns the
 * kind into a status; the message becomes the {@code detail} of the problem document, so it never holds a secret.
 */
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Whose turn it is to do something about it. */
    public enum Kind {
        BAD_INPUT,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT,
        TOO_LARGE,
        /** The caller asks too often. */
        TOO_MANY,
        /** We cannot take more just now. */
        UNAVAILABLE,
        /** We broke something. */
        INTERNAL
    }

    /** One field of the input and what is wrong with it. */
    public record FieldError(String field, String message) {}

    private final Kind kind;
    private final transient List<FieldError> errors;
    private final transient Optional<Duration> retryAfter;

    private Fault(Kind kind, String message, List<FieldError> errors, Optional<Duration> retryAfter) {
        super(message);
        this.kind = kind;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    public static Fault badInput(String message) {
        return new Fault(Kind.BAD_INPUT, message, List.of(), Optional.empty());
    }

    public static Fault badInput(String message, List<FieldError> errors) {
        return new Fault(Kind.BAD_INPUT, message, errors, Optional.empty());
    }

    /** The input is at fault in one field. */
    public static Fault badField(String field, String message) {
        return badInput(message, List.of(new FieldError(field, message)));
    }

    public static Fault unauthenticated(String message) {
        return new Fault(Kind.UNAUTHENTICATED, message, List.of(), Optional.empty());
    }

    public static Fault forbidden(String message) {
        return new Fault(Kind.FORBIDDEN, message, List.of(), Optional.empty());
    }

    public static Fault notFound(String message) {
        return new Fault(Kind.NOT_FOUND, message, List.of(), Optional.empty());
    }

    public static Fault conflict(String message) {
        return new Fault(Kind.CONFLICT, message, List.of(), Optional.empty());
    }

    public static Fault tooLarge(String message) {
        return new Fault(Kind.TOO_LARGE, message, List.of(), Optional.empty());
    }

    public static Fault tooMany(String message, Duration retryAfter) {
        return new Fault(Kind.TOO_MANY, message, List.of(), Optional.of(retryAfter));
    }

    public static Fault unavailable(String message, Duration retryAfter) {
        return new Fault(Kind.UNAVAILABLE, message, List.of(), Optional.of(retryAfter));
    }

    public static Fault internal(String message, Throwable cause) {
        Fault fault = new Fault(Kind.INTERNAL, message, List.of(), Optional.empty());
        fault.initCause(cause);
        return fault;
    }

    public Kind kind() {
        return kind;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** How long the caller should wait before trying again; set for TOO_MANY and UNAVAILABLE. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
