package org.codearena.server.infra.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands where a session's runner would: on a Unix domain socket, and does with each connection what a test wants. */
public final class TestPeer implements AutoCloseable {
    /** What came first on a connection, and its streams. */
    public record Call(String method, String target, Map<String, String> fields, InputStream in, OutputStream out) {
        /** A field's value; one that is not there is empty. */
        public String field(String name) {
            return fields.getOrDefault(name, "");
        }

        public void answer(String head) throws IOException {
            out.write(head.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        /** Agrees to a WebSocket, with these further fields, each with its line's end. */
        public void agree(String more) throws IOException {
            String protocol = fields.getOrDefault("sec-websocket-protocol", "");
            answer("HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: "
                    + accept(field("sec-websocket-key")) + "\n"
                    + (protocol.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + protocol.split(",", 2)[0] + "\n")
                    + more + "\n");
        }

        /** Agrees, and sends back every message until the client closes. */
        public void echo() throws IOException {
            agree("");
            DataInputStream frames = new DataInputStream(in);
            while (true) {
                Frame frame = Frame.read(frames);
                out.write(frame.unmasked());
                out.flush();
                if (frame.opcode() == 8) {
                    return;
                }
            }
        }
    }

    /** A frame of a WebSocket. */
    public record Frame(int first, byte[] payload) {
        public int opcode() {
            return first & 0x0f;
        }

        public static Frame read(DataInputStream in) throws IOException {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            long length = second & 0x7f;
            length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
            byte[] mask = (second & 0x80) != 0 ? in.readNBytes(4) : new byte[4];
            byte[] payload = in.readNBytes(Math.toIntExact(length));
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return new Frame(first, payload);
        }

        /** As a server sends it. */
        public byte[] unmasked() {
            ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 10);
            out.write(first);
            if (payload.length < 126) {
                out.write(payload.length);
            } else if (payload.length < 65_536) {
                out.write(126);
                out.write(payload.length >> 8);
                out.write(payload.length);
            } else {
                out.write(127);
                for (int shift = 56; shift >= 0; shift -= 8) {
                    out.write((int) ((long) payload.length >> shift));
                }
            }
            out.writeBytes(payload);
            return out.toByteArray();
        }

        public static Frame close(int code, String reason) {
            byte[] text = reason.getBytes(StandardCharsets.UTF_8);
            byte[] payload = new byte[text.length + 2];
            payload[0] = (byte) (code >> 8);
            payload[1] = (byte) code;
            System.arraycopy(text, 0, payload, 2, text.length);
            return new Frame(0x88, payload);
        }
    }

    /** What to do with a connection, which is closed afterwards. */
    @FunctionalInterface
    public interface Behaviour {
        void handle(Call call) throws Exception;
    }

    private final Path socket;
    private final ServerSocketChannel server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile Behaviour behaviour;

    private TestPeer(Path socket, ServerSocketChannel server, Behaviour behaviour) {
        this.socket = socket;
        this.server = server;
        this.behaviour = behaviour;
    }

    public static TestPeer start(Behaviour behaviour) {
        try {
            Path socket = Files.createTempDirectory("peer").resolve("s");
            ServerSocketChannel server = ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(socket));
            TestPeer peer = new TestPeer(socket, server, behaviour);
            Thread.ofVirtual().start(peer::accept);
            return peer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public SocketAddress address() {
        return UnixDomainSocketAddress.of(socket);
    }

    public void behave(Behaviour next) {
        behaviour = next;
    }

    /** Every request so far. */
    public List<Call> calls() {
        return calls;
    }

    /** How many connections are open. */
    public int open() {
        return open.size();
    }

    /** Cuts every connection as a dead host would. */
    public void cutAll() {
        open.forEach(TestPeer::close);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                open.add(channel);
                Thread.ofVirtual().start(() -> serve(channel));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            InputStream in = Channels.newInputStream(channel);
            Call call = read(in, Channels.newOutputStream(channel));
            calls.add(call);
            behaviour.handle(call);
        } catch (Exception ended) {
            // As any connection may; the test sees the other end.
        } finally {
            open.remove(channel);
        }
    }

    private static Call read(InputStream in, OutputStream out) throws IOException {
        String[] request = line(in).split(" ", -1);
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] field = line.split(":", 2);
            fields.merge(field[0].toLowerCase(Locale.ROOT), field[1].strip(), (one, two) -> one + ", " + two);
        }
        return new Call(request[0], request[1], fields, in, out);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("ended");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    public static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                    .getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            cutAll();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.getParent());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
