package org.codearena.contract;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id under which one request, and all that follows from it, is found in the logs of every process: a header of requests
 * and messages, and a field of log events.
 */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";

    /** The field of a log event. */
    public static final String FIELD = "request";

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private RequestId() {}

    /** What a sender gave, where that may be written into a log. */
    public static Optional<String> sane(Optional<String> given) {
        return given.filter(id -> SANE.matcher(id).matches());
    }
}
