package org.codearena.server.outbox;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Contract records as JSON and back. Fields that a newer sender added are passed over. */
public final class MessageCodec {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private MessageCodec() {}

    static byte[] encode(Object body) {
        return JSON.writeValueAsBytes(body);
    }

    /** The message, or nothing when these bytes are none that this code understands. */
    public static <T> Optional<T> decode(byte[] body, Class<T> type) {
        try {
            return Optional.ofNullable(JSON.readValue(body, type));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
