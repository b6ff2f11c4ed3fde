package org.codearena.runner.workspace;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a body that comes in chunks. */
final class ChunkedInput extends FilterInputStream {
    private static final int MAX_SIZE_DIGITS = 15;
    private static final int MAX_LINE = 8 << 10;

    private long left;
    private boolean begun;
    private boolean ended;

    ChunkedInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0 && !ended) {
            next();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("a body that ends within a chunk");
        }
        left -= count;
        return count;
    }

    private void next() throws IOException {
        if (begun && !line().isEmpty()) {
            throw new IOException("a chunk that is longer than it said");
        }
        begun = true;
        String size = line().split("[; ]", 2)[0];
        if (size.isEmpty() || size.length() > MAX_SIZE_DIGITS || !size.matches("[0-9A-Fa-f]+")) {
            throw new IOException("a chunk without a size");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            ended = true;
            while (!line().isEmpty()) {
                // Fields that follow the body are not passed on.
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("a body that ends between chunks");
            }
            if (line.length() >= MAX_LINE) {
                throw new IOException("a line of more than " + MAX_LINE + " bytes between chunks");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }
}
