package org.codearena.server.infra;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.codearena.server.kernel.Sha256;

/**
 * Bytes that have to be read to the end before it is known what they are called, and perhaps several times after that: a few in
 * memory, more in a file of the temporary directory, which goes with it. Not thread-safe.
 */
final class Spool implements AutoCloseable {
    private static final int IN_MEMORY = 256 << 10;

    private final String sha256;
    private final long size;
    private final byte[] few;
    private final Optional<Path> file;

    private Spool(String sha256, long size, byte[] few, Optional<Path> file) {
        this.sha256 = sha256;
        this.size = size;
        this.few = few;
        this.file = file;
    }

    /** Reads the stream to its end; the caller closes it. */
    static Spool of(InputStream bytes) throws IOException {
        MessageDigest digest = Sha256.digest();
        InputStream digesting = new DigestInputStream(bytes, digest);
        byte[] few = digesting.readNBytes(IN_MEMORY);
        if (few.length < IN_MEMORY) {
            return new Spool(Sha256.of(digest), few.length, few, Optional.empty());
        }
        Path file = Files.createTempFile("codearena-blob-", "");
        try {
            long size = few.length;
            try (OutputStream out = Files.newOutputStream(file)) {
                out.write(few);
                size += digesting.transferTo(out);
            }
            return new Spool(Sha256.of(digest), size, new byte[0], Optional.of(file));
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    String sha256() {
        return sha256;
    }

    long size() {
        return size;
    }

    /** Where the bytes are, if they are many. */
    Optional<Path> file() {
        return file;
    }

    /** The bytes, if they are few. */
    InputStream few() {
        return new ByteArrayInputStream(few);
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }
}
