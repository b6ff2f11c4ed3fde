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

    /** Bytes are a message already. */
    static byte[] encode(Object body) {
        return body instanceof byte[] bytes ? bytes : JSON.writeValueAsBytes(body);
    }

    /** Why these bytes are no message of this type, in words for an operator; empty when they are one. */
    static Optional<String> fault(byte[] body, Class<?> type) {
        try {
            return JSON.readValue(body, type) == null ? Optional.of("it is null") : Optional.empty();
        } catch (JacksonException unreadable) {
            return Optional.of(unreadable.getOriginalMessage());
        }
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
