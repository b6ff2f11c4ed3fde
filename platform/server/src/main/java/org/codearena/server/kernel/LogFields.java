package org.codearena.server.kernel;

import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;

/** What belongs to everything that the current thread logs. */
public final class LogFields {
    private LogFields() {}

    public static Map<String, String> ofThread() {
        return Optional.ofNullable(MDC.getCopyOfContextMap()).orElseGet(Map::of);
    }
}
