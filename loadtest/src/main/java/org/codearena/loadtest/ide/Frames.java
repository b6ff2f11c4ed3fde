package org.codearena.loadtest.ide;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The frames of a session's WebSocket: a byte of type, a varint channel, the payload. See {@code runner/WORKSPACE.md}. */
final class Frames {
    static final int REQUEST = 0x01;
    static final int INPUT = 0x02;
    static final int ACK = 0x03;
    static final int PING = 0x05;
    static final int PONG = 0x06;
    static final int REPLY = 0x81;
    static final int OUTPUT = 0x82;
    static final int EVENT = 0x83;

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MORE = 0x80;
    private static final int SEVEN_BITS = 0x7f;

    private Frames() {}

    static ByteBuffer request(long id, Object json, byte[] raw) {
        byte[] text = JSON.writeValueAsBytes(json);
        ByteArrayOutputStream bytes = begin(REQUEST, id);
        varint(bytes, text.length);
        bytes.writeBytes(text);
        bytes.writeBytes(raw);
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    static ByteBuffer input(long terminal, byte[] typed) {
        ByteArrayOutputStream bytes = begin(INPUT, terminal);
        bytes.writeBytes(typed);
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    static ByteBuffer ack(long terminal, long offset) {
        ByteArrayOutputStream bytes = begin(ACK, terminal);
        varint(bytes, offset);
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    static ByteBuffer pong(ByteBuffer payload) {
        ByteArrayOutputStream bytes = begin(PONG, 0);
        bytes.writeBytes(rest(payload));
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** Reads a varint and moves behind it. */
    static long varint(ByteBuffer frame) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = frame.get();
            value |= (long) (next & SEVEN_BITS) << shift;
            if ((next & MORE) == 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a varint of more than 64 bits");
    }

    /** Reads the JSON of a reply, whose length comes first, and moves behind it. */
    static JsonNode sizedJson(ByteBuffer frame) {
        byte[] text = new byte[(int) varint(frame)];
        frame.get(text);
        return JSON.readTree(text);
    }

    static JsonNode json(ByteBuffer frame) {
        return JSON.readTree(rest(frame));
    }

    static byte[] rest(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    private static ByteArrayOutputStream begin(int type, long channel) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(type);
        varint(bytes, channel);
        return bytes;
    }

    private static void varint(ByteArrayOutputStream bytes, long value) {
        long left = value;
        while (Long.compareUnsigned(left, SEVEN_BITS) > 0) {
            bytes.write((int) (left & SEVEN_BITS) | MORE);
            left >>>= 7;
        }
        bytes.write((int) left);
    }
}
