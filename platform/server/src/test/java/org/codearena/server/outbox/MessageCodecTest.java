package org.codearena.server.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.JudgeRequested;
import org.junit.jupiter.api.Test;

final class MessageCodecTest {
    private static final UUID ID = UUID.randomUUID();

    @Test
    void aRequestFromBeforeRejudgementsIsUnderstood() {
        assertEquals(Optional.of(JudgeRequested.of(ID)), decode("{\"v\":1,\"submission\":\"" + ID + "\"}"));
    }

    @Test
    void aRequestToJudgeAgainComesBackAsItWas() {
        JudgeRequested again = JudgeRequested.again(ID, UUID.randomUUID());
        assertEquals(Optional.of(again), MessageCodec.decode(MessageCodec.encode(again), JudgeRequested.class));
    }

    private static Optional<JudgeRequested> decode(String json) {
        return MessageCodec.decode(json.getBytes(StandardCharsets.UTF_8), JudgeRequested.class);
    }
}
