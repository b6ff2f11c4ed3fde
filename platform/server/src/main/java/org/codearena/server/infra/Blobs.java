package org.codearena.server.infra;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The object store, by content: a blob's name is the SHA-256 of its bytes in lower-case hexadecimal, so the same bytes are
 * kept once and a blob never changes. Implementations are thread-safe.
 */
public interface Blobs {
    /**
     * Keeps the bytes, durably before it returns, and answers their name. The caller closes the stream. Bytes that are there already
     * count as put anew, so whoever is going to name a blob puts it, without asking first whether it is there.
     */
    String put(InputStream bytes) throws IOException;

    /**
     * Opens a blob for reading.
     *
     * @throws java.nio.file.NoSuchFileException when there is none of that name
     */
    InputStream open(String sha256) throws IOException;

    /** Tells the names of all blobs, in any order; of one that comes or goes meanwhile it may or may not. */
    void list(Consumer<String> each) throws IOException;

    /**
     * Deletes a blob, unless it was put since that moment.
     *
     * @return whether it is gone, be it since long
     */
    boolean delete(String sha256, Instant unlessPutSince) throws IOException;

    /** Whether it is likely to answer now, for operators. */
    boolean answers();
}
