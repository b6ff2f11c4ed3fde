package org.codearena.runner.files;

import java.io.IOException;
import java.io.OutputStream;

/** A file that was opened to be sent; whatever happens to its name meanwhile, it is this file. Closed by who asked for it. */
public interface FileContent extends AutoCloseable {
    /** How many bytes {@link #writeTo} writes. */
    long size();

    /**
     * Writes its bytes, once.
     *
     * @throws IOException also when it has become shorter, or other bytes than those that were asked for: what is sent
     *     must be broken off then
     */
    void writeTo(OutputStream out) throws IOException;

    @Override
    void close();
}
