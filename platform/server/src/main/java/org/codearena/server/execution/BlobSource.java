package org.codearena.server.execution;

import java.io.IOException;
import java.io.InputStream;

/** Opens a blob's bytes, as often as it is asked to. */
@FunctionalInterface
public interface BlobSource {
    InputStream open() throws IOException;
}
