package org.codearena.server.judge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.codearena.server.infra.Blobs;

/** Short texts as blobs. */
final class BlobText {
    private BlobText() {}

    static String put(Blobs blobs, String text) {
        try {
            return blobs.put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
