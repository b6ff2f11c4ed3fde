package org.codearena.server.infra;

import java.io.IOException;
import java.io.InputStream;

/**
 * The object store, by content: a blob's name is the SHA-256 of its bytes in lower-case hexadecimal, so the same bytes are
 * kept once and a blob never changes. Implementations are thread-safe.
 */
public interface Blobs {
    /** Keeps the bytes, durably before it returns, and answers their name. The caller closes the stream. */
    String put(InputStream bytes) throws IOException;

    /**
     * Opens a blob for reading.
     *
     * @throws java.nio.file.NoSuchFileException when there is none of that name
     */
    InputStream open(String sha256) throws IOException;

    boolean exists(String sha256) throws IOException;

    /** Whether it is likely to answer now, for operators. */
    boolean answers();
}
