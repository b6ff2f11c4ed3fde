package org.codearena.runner.http;

import io.helidon.http.Status;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that is answered with an RFC 9457 problem document. Thrown by handlers, written in one place.
 */
public final class Problem extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, Object> document;
    private final boolean retry;

    private Problem(Status status, String kind, String detail, boolean retry, Map<String, Object> extras) {
        super(detail);
        this.status = status.code();
        this.retry = retry;
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "urn:codearena:runner:" + kind);
        members.put("title", kind.replace('-', ' '));
        members.put("status", status.code());
        members.put("detail", detail);
        members.putAll(extras);
        this.document = Map.copyOf(members);
    }

    public static Problem malformed(String detail) {
        return new Problem(Status.BAD_REQUEST_400, "malformed-request", detail, false, Map.of());
    }

    static Problem hashMismatch(String detail) {
        return new Problem(Status.BAD_REQUEST_400, "hash-mismatch", detail, false, Map.of());
    }

    public static Problem tooLarge(String detail) {
        return new Problem(Status.REQUEST_ENTITY_TOO_LARGE_413, "too-large", detail, false, Map.of());
    }

    static Problem unknownBlob(String hash) {
        String detail = "blob " + hash + " is not here: put it and ask again";
        return new Problem(Status.NOT_FOUND_404, "unknown-blob", detail, false, Map.of("blob", hash));
    }

    static Problem unknownProgram(String id) {
        String shown = id.length() > 64 ? id.substring(0, 64) + "…" : id;
        String detail = "program '" + shown + "' is not here: compile it again";
        return new Problem(Status.NOT_FOUND_404, "unknown-program", detail, false, Map.of("program", shown));
    }

    public static Problem unknownPath(String method, String path) {
        String detail = "there is no " + method + " of " + path;
        return new Problem(Status.NOT_FOUND_404, "unknown-path", detail, false, Map.of());
    }

    static Problem busy(String detail) {
        return new Problem(Status.SERVICE_UNAVAILABLE_503, "busy", detail, true, Map.of());
    }

    static Problem notReady(Object reasons, String detail) {
        return new Problem(Status.SERVICE_UNAVAILABLE_503, "not-ready", detail, true, Map.of("reasons", reasons));
    }

    static Problem fault(String detail) {
        return new Problem(Status.INTERNAL_SERVER_ERROR_500, "fault", detail, false, Map.of());
    }

    public static Problem diskFull() {
        return new Problem(Status.INSUFFICIENT_STORAGE_507, "disk-full", "the runner's disk is full", true, Map.of());
    }

    /**
     * One of any kind.
     *
     * @param kind the last part of its type, words with {@code -} between them
     */
    public static Problem of(Status status, String kind, String detail) {
        return new Problem(status, kind, detail, false, Map.of());
    }

    static Problem ofStatus(Status status, String detail) {
        return new Problem(status, "refused", detail, false, Map.of());
    }

    int status() {
        return status;
    }

    boolean retry() {
        return retry;
    }

    Map<String, Object> document() {
        return document;
    }
}
