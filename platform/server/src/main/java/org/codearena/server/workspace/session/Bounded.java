package org.codearena.server.workspace.session;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that must not be longer than was said, so that a runner that lies about a size fills no disk. Not thread-safe. */
final class Bounded extends FilterInputStream {
    private final long most;
    private long count;

    Bounded(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    /** How many bytes were read. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        counted(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        counted(Math.max(0, read));
        return read;
    }

    private void counted(int read) throws IOException {
        count += read;
        if (count > most) {
            throw new IOException("more bytes came than the " + most + " that were announced");
        }
    }
}
