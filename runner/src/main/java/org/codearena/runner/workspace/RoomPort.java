package org.codearena.runner.workspace;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A connection to what listens at a port of the room, and to nothing else: the room itself connects. */
final class RoomPort implements AutoCloseable {
    private static final int MAX_ANSWER = 200;

    private final SocketChannel channel;
    private final InputStream in;

    private RoomPort(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedInputStream(Channels.newInputStream(channel), 16 << 10);
    }

    /** @throws IOException when nothing listens there; the message says what the room said */
    static RoomPort connect(UnixDomainSocketAddress room, int port) throws IOException {
        SocketChannel channel = SocketChannel.open(room);
        boolean connected = false;
        try {
            Tunnel.writeAll(channel, ByteBuffer.wrap((port + "\n").getBytes(StandardCharsets.US_ASCII)));
            String answer = answer(channel);
            if (!answer.equals("ok")) {
                throw new IOException("nothing listens at port " + port + " of the workspace");
            }
            connected = true;
            return new RoomPort(channel);
        } finally {
            if (!connected) {
                channel.close();
            }
        }
    }

    /** Byte by byte, because what follows is the program's. */
    private static String answer(SocketChannel channel) throws IOException {
        StringBuilder answer = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (answer.length() < MAX_ANSWER && channel.read(one.clear()) > 0) {
            if (one.get(0) == '\n') {
                return answer.toString();
            }
            answer.append((char) one.get(0));
        }
        return answer.toString();
    }

    void write(byte[] bytes) throws IOException {
        Tunnel.writeAll(channel, ByteBuffer.wrap(bytes));
    }

    /** What the program sends; buffered. */
    InputStream in() {
        return in;
    }

    @Override
    public void close() {
        Tunnel.close(channel);
    }
}
