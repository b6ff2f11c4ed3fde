package org.codearena.server.infra;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;

/** Whether a store has a blob, as whoever reads it finds out: nobody else has to know. */
public final class Stored {
    private Stored() {}

    public static boolean has(Blobs blobs, String sha256) throws IOException {
        try (InputStream bytes = blobs.open(sha256)) {
            bytes.read();
            return true;
        } catch (NoSuchFileException none) {
            return false;
        }
    }
}
