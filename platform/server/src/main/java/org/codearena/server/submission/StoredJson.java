package org.codearena.server.submission;

import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON columns and cached events. What an older version wrote stays readable: unknown fields are passed over. */
final class StoredJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StoredJson() {}

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    static List<TestResult> tests(String json) {
        return JSON.readValue(json, new TypeReference<List<TestResult>>() {});
    }

    static <T> T read(String json, Class<T> type) {
        return JSON.readValue(json, type);
    }
}
