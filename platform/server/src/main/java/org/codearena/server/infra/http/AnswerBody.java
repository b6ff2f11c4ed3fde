package org.codearena.server.infra.http;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The body of a peer's answer as it comes, its end found as the head says: by a length, by chunks, or by the connection's end. A head
 * that says it in two ways, and chunks that are none, are refused; no chunk is ever held as a whole.
 */
public final class AnswerBody {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,15})[ \\t]*(;.*)?");
    private static final int LONGEST_LINE = 1_024;
    private static final int MOST_TRAILERS = 64;

    private enum Framing {
        LENGTH,
        CHUNKS,
        CONNECTION
    }

    private final Peer peer;
    private final Framing framing;
    /** Of the body, or of the chunk. */
    private long left;

    private boolean begun;
    private boolean ended;

    private AnswerBody(Peer peer, Framing framing, long left, boolean ended) {
        this.peer = peer;
        this.framing = framing;
        this.left = left;
        this.ended = ended;
    }

    /** Of an answer to a request by this method. */
    public static AnswerBody of(Peer peer, Head head, String method) throws IOException {
        List<String> lengths = head.all("Content-Length");
        List<String> codings = head.all("Transfer-Encoding");
        if (lengths.size() + codings.size() > 1
                || !lengths.stream().allMatch(length -> LENGTH.matcher(length).matches())
                || !codings.stream().allMatch("chunked"::equalsIgnoreCase)) {
            throw new IOException("the length of the answer is given in an unclear way");
        }
        if (hasNone(head, method)) {
            return new AnswerBody(peer, Framing.LENGTH, 0, true);
        }
        if (!codings.isEmpty()) {
            return new AnswerBody(peer, Framing.CHUNKS, 0, false);
        }
        return lengths.isEmpty()
                ? new AnswerBody(peer, Framing.CONNECTION, 0, false)
                : new AnswerBody(peer, Framing.LENGTH, Long.parseLong(lengths.getFirst()), false);
    }

    /** Whether there is none, whatever the head says of its length. */
    public static boolean hasNone(Head head, String method) {
        return method.equals("HEAD") || head.status() == 204 || head.status() == 205 || head.status() == 304;
    }

    /** Reads what there is, at least one byte; -1 at the end. A body that breaks off is an exception. */
    public int read(byte[] into) throws IOException {
        if (ended) {
            return -1;
        }
        return switch (framing) {
            case LENGTH -> readPart(into);
            case CONNECTION -> peer.read(into, 0, into.length);
            case CHUNKS -> left > 0 || nextChunk() ? readPart(into) : -1;
        };
    }

    private int readPart(byte[] into) throws IOException {
        if (left == 0) {
            ended = true;
            return -1;
        }
        int count = peer.read(into, 0, (int) Math.min(into.length, left));
        if (count < 0) {
            throw new IOException("the answer broke off");
        }
        left -= count;
        return count;
    }

    private boolean nextChunk() throws IOException {
        if (begun && !line().isEmpty()) {
            throw new IOException("a chunk is longer than it says");
        }
        begun = true;
        var size = CHUNK.matcher(line());
        if (!size.matches()) {
            throw new IOException("a chunk has no size");
        }
        left = Long.parseLong(size.group(1), 16);
        if (left == 0) {
            skipTrailers();
            ended = true;
        }
        return !ended;
    }

    private void skipTrailers() throws IOException {
        for (int count = 0; !line().isEmpty(); count++) {
            if (count == MOST_TRAILERS) {
                throw new IOException("more than " + MOST_TRAILERS + " trailers");
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        byte[] one = new byte[1];
        while (line.length() <= LONGEST_LINE) {
            if (peer.read(one, 0, 1) < 0) {
                throw new IOException("the answer broke off");
            }
            if (one[0] == '\n') {
                if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
                    throw new IOException("a line of the answer ends in an unclear way");
                }
                return line.substring(0, line.length() - 1);
            }
            line.append((char) (one[0] & 0xff));
        }
        throw new IOException("a line of the answer is longer than " + LONGEST_LINE);
    }
}
