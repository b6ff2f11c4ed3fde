package org.codearena.server.workspace.orchestrator.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;

/** Maps of maps laid over each other. */
final class Merged {
    private Merged() {}

    static Map<String, Object> of(Map<?, ?> below, Map<?, ?> above) {
        Map<String, Object> merged = new LinkedHashMap<>();
        below.forEach((key, value) -> merged.put(String.valueOf(key), value));
        above.forEach((key, value) -> merged.merge(
                String.valueOf(key),
                value,
                (old, young) ->
                        old instanceof Map<?, ?> one && young instanceof Map<?, ?> other ? of(one, other) : young));
        return merged;
    }
}
