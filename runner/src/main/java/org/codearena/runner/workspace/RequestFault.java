package org.codearena.runner.workspace;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request over a WebSocket that was not done; the connection goes on. */
final class RequestFault extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String code;
    private final transient Map<String, Object> more;
    private final transient byte[] raw;

    RequestFault(String code, String message) {
        this(code, message, Map.of(), new byte[0]);
    }

    /** @param more members of the error besides code and message, which may be null */
    RequestFault(String code, String message, Map<String, Object> more, byte[] raw) {
        super(message);
        this.code = code;
        this.more = more;
        this.raw = raw;
    }

    static RequestFault bad(String message) {
        return new RequestFault("bad-request", message);
    }

    Reply reply() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", String.valueOf(getMessage()));
        error.putAll(more);
        return new Reply(Map.of("error", error), raw, () -> {});
    }
}
