package org.codearena.runner.terminal;

import java.util.Objects;

/**
 * The last bytes of a stream, by their offset from its beginning. Takes memory in pieces as it fills, because most
 * terminals print little. Not safe for use by several threads.
 */
final class Ring {
    static final int PIECE = 64 << 10;

    private final int capacity;
    private final byte[][] pieces;
    private long start;
    private long end;

    /** @param capacity a multiple of {@link #PIECE} */
    Ring(int capacity) {
        if (capacity <= 0 || capacity % PIECE != 0) {
            throw new IllegalArgumentException("a ring of " + capacity + " bytes, it must be a multiple of " + PIECE);
        }
        this.capacity = capacity;
        this.pieces = new byte[capacity / PIECE][0];
    }

    int capacity() {
        return capacity;
    }

    /** Offset of the first byte that is kept. */
    long start() {
        return start;
    }

    /** Offset of the next byte. */
    long end() {
        return end;
    }

    /** Appends, and drops the oldest where there is no room; the caller has looked at them if it must. */
    void append(byte[] bytes, int from, int length) {
        Objects.checkFromIndexSize(from, length, bytes.length);
        int done = 0;
        while (done < length) {
            int at = (int) (end % capacity);
            int count = Math.min(length - done, PIECE - at % PIECE);
            System.arraycopy(bytes, from + done, piece(at), at % PIECE, count);
            done += count;
            end += count;
        }
        start = Math.max(start, end - capacity);
    }

    private byte[] piece(int at) {
        byte[] piece = pieces[at / PIECE];
        if (piece.length == 0) {
            piece = new byte[PIECE];
            pieces[at / PIECE] = piece;
        }
        return piece;
    }

    /** Copies bytes that are kept, as many as there are, {@code length} at most. */
    int copy(long offset, byte[] target, int to, int length) {
        if (offset < start || offset > end) {
            throw new IllegalArgumentException("offset " + offset + ", kept are " + start + " to " + end);
        }
        int count = (int) Math.min(length, end - offset);
        int done = 0;
        while (done < count) {
            int at = (int) ((offset + done) % capacity);
            int some = Math.min(count - done, PIECE - at % PIECE);
            System.arraycopy(piece(at), at % PIECE, target, to + done, some);
            done += some;
        }
        return count;
    }
}
