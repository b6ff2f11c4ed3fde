package org.codearena.runner.workspace;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a client sends, and the bytes of what is sent. */
sealed interface Frame {
    int MAX_BYTES = 16 << 20;

    int REQUEST = 0x01;
    int REPLY = 0x81;
    int OUTPUT = 0x82;
    int EVENT = 0x83;
    int PING = 0x05;
    int PONG = 0x06;

    /**
     * Something is asked for.
     *
     * @param json what, not yet looked at
     */
    record Request(long id, byte[] json, byte[] raw) implements Frame {}

    record Input(int terminal, byte[] keys) implements Frame {}

    record Acknowledge(int terminal, long offset) implements Frame {}

    record Resize(int terminal, int columns, int rows) implements Frame {}

    record Ping(byte[] payload) implements Frame {}

    record Pong() implements Frame {}

    /**
     * Takes a frame apart.
     *
     * @throws BrokenFrameException with what is wrong, for the client
     */
    static Frame decode(byte[] bytes) throws BrokenFrameException {
        Reader in = new Reader(bytes);
        int type = in.octet();
        long channel = in.number();
        return switch (type) {
            case REQUEST -> request(channel, in);
            case 0x02 -> new Input(in.terminal(channel), in.rest());
            case 0x03 -> new Acknowledge(in.terminal(channel), in.only(in.number()));
            case 0x04 -> {
                int columns = in.small(in.number());
                yield new Resize(in.terminal(channel), columns, in.small(in.only(in.number())));
            }
            case PING -> ping(in.rest());
            case PONG -> new Pong();
            default -> throw new BrokenFrameException("a frame of type " + type + ", known are 1 to 6");
        };
    }

    private static Frame request(long id, Reader in) throws BrokenFrameException {
        if (id == 0) {
            throw new BrokenFrameException("a request with the id 0, allowed are 1 and more");
        }
        return new Request(id, in.take(in.number()), in.rest());
    }

    private static Frame ping(byte[] payload) throws BrokenFrameException {
        if (payload.length > 16) {
            throw new BrokenFrameException("a ping of " + payload.length + " bytes, allowed are 16 at most");
        }
        return new Ping(payload);
    }

    static byte[] request(long id, byte[] json) {
        return message(REQUEST, id, json, new byte[0]);
    }

    static byte[] reply(long id, byte[] json, byte[] raw) {
        return message(REPLY, id, json, raw);
    }

    private static byte[] message(int type, long id, byte[] json, byte[] raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + raw.length + 24);
        out.write(type);
        writeNumber(out, id);
        writeNumber(out, json.length);
        out.writeBytes(json);
        out.writeBytes(raw);
        return out.toByteArray();
    }

    static byte[] event(byte[] json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 2);
        out.write(EVENT);
        out.write(0);
        out.writeBytes(json);
        return out.toByteArray();
    }

    static byte[] control(int type, byte[] payload) {
        byte[] frame = new byte[2 + payload.length];
        frame[0] = (byte) type;
        System.arraycopy(payload, 0, frame, 2, payload.length);
        return frame;
    }

    /** What stands before the bytes of output. */
    static byte[] outputHead(int terminal, long offset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16);
        out.write(OUTPUT);
        writeNumber(out, terminal);
        writeNumber(out, offset);
        return out.toByteArray();
    }

    private static void writeNumber(ByteArrayOutputStream out, long number) {
        long rest = number;
        while (rest > 0x7f) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Takes a frame apart from its beginning. */
    final class Reader {
        private static final int MAX_SHIFT = 56;

        private final ByteBuffer bytes;

        private Reader(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes);
        }

        private int octet() throws BrokenFrameException {
            if (!bytes.hasRemaining()) {
                throw new BrokenFrameException("a frame that ends too early");
            }
            return bytes.get() & 0xff;
        }

        /** LEB128, unsigned, below 2 to the 63rd. */
        private long number() throws BrokenFrameException {
            long number = 0;
            for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
                int octet = octet();
                number |= (long) (octet & 0x7f) << shift;
                if (octet < 0x80) {
                    return number;
                }
            }
            throw new BrokenFrameException("a number of more than 63 bits");
        }

        private int small(long number) throws BrokenFrameException {
            if (number > Integer.MAX_VALUE) {
                throw new BrokenFrameException("the number " + number + ", allowed are 0 to " + Integer.MAX_VALUE);
            }
            return (int) number;
        }

        private int terminal(long channel) throws BrokenFrameException {
            return small(channel);
        }

        private long only(long number) throws BrokenFrameException {
            if (bytes.hasRemaining()) {
                throw new BrokenFrameException(bytes.remaining() + " bytes more than the frame should have");
            }
            return number;
        }

        private byte[] take(long length) throws BrokenFrameException {
            if (length > bytes.remaining()) {
                throw new BrokenFrameException("a part of " + length + " bytes in a frame with " + bytes.remaining());
            }
            byte[] part = new byte[(int) length];
            bytes.get(part);
            return part;
        }

        private byte[] rest() {
            return Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());
        }
    }
}
