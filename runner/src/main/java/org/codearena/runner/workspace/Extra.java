package org.codearena.runner.workspace;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.codearena.runner.signature.Signature;

/**
 * Who plays the server and the page in a {@link Rehearsal}. It takes apart no more of what it hears than it must: it is no client
 * for anything else.
 */
final class Extra {
    private static final int FINAL_BINARY = 0x82;
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private final UnixDomainSocketAddress address;
    private final Signature signature;

    Extra(UnixDomainSocketAddress address, Signature signature) {
        this.address = address;
        this.signature = signature;
    }

    /** Asks as the server does, and waits until all of the answer has come. */
    void ask(String method, String target, byte[] body) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            send(channel, head(method, target) + "Content-Length: " + body.length + "\r\n\r\n", body);
            // Ends the connection after the answer; the server does not close one for being asked to when the request
            // had a body.
            channel.shutdownOutput();
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 2")) {
                throw new IOException(method + " " + target + " was answered '" + answer + "'");
            }
        }
    }

    /** Asks as a page does, all at once, and waits until a terminal prints something. */
    void work(List<byte[]> requests) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address);
                DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)))) {
            String upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: " + Upgrades.SUBPROTOCOL
                    + "\r\n\r\n";
            send(channel, head("GET", Upgrades.CONNECT) + upgrade, new byte[0]);
            skipHead(in);
            for (int number = 1; number <= requests.size(); number++) {
                send(channel, "", masked(Frame.request(number, requests.get(number - 1))));
            }
            awaitOutput(in);
        }
    }

    private String head(String method, String target) {
        return method + ' ' + target + " HTTP/1.1\r\nHost: runner\r\n" + Signature.HEADER.defaultCase() + ": "
                + signature.sign(method, target) + "\r\n";
    }

    private static void send(SocketChannel channel, String head, byte[] body) throws IOException {
        OutputStream out = Channels.newOutputStream(channel);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
    }

    /** A WebSocket frame with a mask of zeros, which changes nothing. */
    private static byte[] masked(byte[] payload) {
        var frame = new ByteArrayOutputStream();
        frame.write(FINAL_BINARY);
        frame.write(MASKED | payload.length);
        frame.writeBytes(new byte[Integer.BYTES]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private static void skipHead(InputStream in) throws IOException {
        String end = "\r\n\r\n";
        int seen = 0;
        while (seen < end.length()) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection was closed instead of becoming a WebSocket");
            }
            seen = next == end.charAt(seen) ? seen + 1 : 0;
        }
    }

    private static void awaitOutput(DataInputStream in) throws IOException {
        int type = 0;
        while (type != Frame.OUTPUT) {
            in.readUnsignedByte();
            long length = length(in);
            type = in.readUnsignedByte();
            in.skipNBytes(length - 1);
        }
    }

    private static long length(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte();
        return switch (length) {
            case SHORT_LENGTH -> in.readUnsignedShort();
            case LONG_LENGTH -> in.readLong();
            default -> length;
        };
    }
}
