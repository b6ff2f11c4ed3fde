package org.codearena.server.infra;

import java.io.IOException;
import java.io.InputStream;

/** A download that goes on where it was when it breaks off, a few times. Not thread-safe. */
final class ResumedStream extends InputStream {
    /** Opens the rest of it. */
    interface Rest {
        InputStream from(long offset) throws IOException;
    }

    private final Rest rest;
    private InputStream current;
    private long offset;
    private int tries;

    /** Opens it; what does not open at all is not tried again here. */
    ResumedStream(Rest rest, int tries) throws IOException {
        this.rest = rest;
        this.tries = tries;
        this.current = rest.from(0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        while (true) {
            try {
                int count = current.read(into, at, length);
                offset += Math.max(0, count);
                return count;
            } catch (IOException broken) {
                resume(broken);
            }
        }
    }

    private void resume(IOException broken) throws IOException {
        close();
        if (--tries <= 0) {
            throw broken;
        }
        current = rest.from(offset);
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
