package org.codearena.server.infra.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A connection to somebody who is not trusted, over TCP or a Unix domain socket: a request's head goes out, an answer's head comes
 * in, strictly read and within bounds, then bytes both ways. Whatever it does, it must be done with within the time that
 * {@link #allow} gives, else the connection is closed. One thread may write while another reads; any may close.
 */
public final class Peer implements AutoCloseable {
    private static final int MOST_HEAD_BYTES = 32 << 10;
    /** The ends of two lines, as four bytes. */
    private static final int EMPTY_LINE = 0x0d0a0d0a;

    private static final int MOST_INTERIM_ANSWERS = 8;
    private static final Pattern TARGET = Pattern.compile("/[\\x21-\\x7e]*");
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,16}");

    private final SocketChannel channel;
    private final Consumer<Peer> closed;
    /** What came together with the head and is not yet read. */
    private ByteBuffer early = ByteBuffer.allocate(0);

    private volatile long deadline = Long.MAX_VALUE;

    Peer(SocketChannel channel, Consumer<Peer> closed) {
        this.channel = channel;
        this.closed = closed;
    }

    /** From now on so long; what moves bytes says it anew. */
    public void allow(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    /** Whether its time is over. */
    boolean isLate(long now) {
        return deadline != Long.MAX_VALUE && deadline - now < 0;
    }

    /** Sends a request's head; a target or a field that could be read as more than one is refused. */
    public void send(String method, String target, List<Field> fields) throws IOException {
        if (!METHOD.matcher(method).matches() || !TARGET.matcher(target).matches()) {
            throw new IOException("a method or target that cannot be sent in one line");
        }
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        fields.forEach(field -> head.append(field.line()));
        byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        write(bytes, 0, bytes.length);
    }

    /** Reads an answer's head; interim answers are passed over. */
    public Head head() throws IOException {
        for (int count = 0; count < MOST_INTERIM_ANSWERS; count++) {
            Head head = Head.parse(headText());
            if (head.status() >= 200 || head.status() == 101) {
                return head;
            }
        }
        throw new IOException("more than " + MOST_INTERIM_ANSWERS + " interim answers");
    }

    private String headText() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_HEAD_BYTES);
        bytes.put(early);
        int searched = 0;
        while (true) {
            int end = emptyLine(bytes, searched);
            if (end >= 0) {
                early = bytes.duplicate().flip().position(end + 4);
                return StandardCharsets.ISO_8859_1.decode(bytes.slice(0, end)).toString();
            }
            searched = Math.max(0, bytes.position() - 3);
            if (!bytes.hasRemaining()) {
                throw new IOException("the answer's head has more than " + MOST_HEAD_BYTES + " bytes");
            }
            if (channel.read(bytes) < 0) {
                throw new IOException("the connection ended within the answer's head");
            }
        }
    }

    private static int emptyLine(ByteBuffer bytes, int from) {
        for (int at = from; at + 3 < bytes.position(); at++) {
            if (bytes.getInt(at) == EMPTY_LINE) {
                return at;
            }
        }
        return -1;
    }

    /** Reads what there is, at least one byte; -1 at the end. */
    public int read(byte[] into, int offset, int length) throws IOException {
        if (early.hasRemaining()) {
            int count = Math.min(length, early.remaining());
            early.get(into, offset, count);
            if (!early.hasRemaining()) {
                early = ByteBuffer.allocate(0);
            }
            return count;
        }
        return channel.read(ByteBuffer.wrap(into, offset, length));
    }

    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /** Says that nothing more will be written. */
    public void finish() throws IOException {
        channel.shutdownOutput();
    }

    public boolean isOpen() {
        return channel.isOpen();
    }

    /** Ends it at once; who reads or writes gets an exception. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // It was as good as closed.
        }
        closed.accept(this);
    }
}
