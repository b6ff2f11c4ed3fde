package org.codearena.runner.files;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes that have been read and compared already. */
record SentBytes(byte[] bytes) implements FileContent {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    @Override
    public void close() {}
}
