package org.codearena.server.execution;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.codearena.contract.Exit;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The contract's records as the runner's API writes them. */
final class RunnerWire {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Exit.class, TypedExit.class)
            .build();

    private RunnerWire() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Exit.Code.class, name = "code"),
        @JsonSubTypes.Type(value = Exit.Signal.class, name = "signal"),
        @JsonSubTypes.Type(value = Exit.OverLimit.class, name = "over-limit"),
        @JsonSubTypes.Type(value = Exit.NotStarted.class, name = "not-started"),
        @JsonSubTypes.Type(value = Exit.Cancelled.class, name = "cancelled")
    })
    private interface TypedExit {}

    static byte[] write(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    static <T> T read(byte[] json, Class<T> type) {
        return JSON.readValue(json, type);
    }
}
