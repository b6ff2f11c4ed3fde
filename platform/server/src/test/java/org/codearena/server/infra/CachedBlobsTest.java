package org.codearena.server.infra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedBlobsTest extends BlobsContract {
    private static final int MOST = 1 << 20;

    @TempDir
    private Path directory;

    private Counting far;
    private CachedBlobs blobs;

    /** A store that counts how often it is read. */
    private static final class Counting implements Blobs {
        private final Blobs real;
        private int opened;
        private byte[] instead = new byte[0];

        Counting(Blobs real) {
            this.real = real;
        }

        @Override
        public String put(InputStream bytes) throws IOException {
            return real.put(bytes);
        }

        @Override
        public InputStream open(String sha256) throws IOException {
            opened++;
            return instead.length == 0 ? real.open(sha256) : new ByteArrayInputStream(instead);
        }

        @Override
        public void list(Consumer<String> each) throws IOException {
            real.list(each);
        }

        @Override
        public boolean delete(String sha256, Instant unlessPutSince) throws IOException {
            return real.delete(sha256, unlessPutSince);
        }

        @Override
        public boolean answers() {
            return real.answers();
        }
    }

    @BeforeEach
    void open() throws IOException {
        far = new Counting(new DirectoryBlobs(directory.resolve("far")));
        blobs = new CachedBlobs(far, Files.createDirectory(directory.resolve("near")), MOST);
    }

    @AfterEach
    void close() throws IOException {
        blobs.close();
        assertFalse(Files.exists(directory.resolve("near")));
    }

    @Override
    Blobs blobs() {
        return blobs;
    }

    private long near() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("near"))) {
            return files.count();
        }
    }

    @Test
    void whatWasReadWholeIsNearby() throws IOException {
        String name = blobs.put(new ByteArrayInputStream(noise(1_000)));
        assertArrayEquals(noise(1_000), read(blobs, name));
        assertArrayEquals(noise(1_000), read(blobs, name));
        assertEquals(1, far.opened);
        assertTrue(Stored.has(blobs, name));
    }

    @Test
    void whatWasReadInPartIsNot() throws IOException {
        String name = blobs.put(new ByteArrayInputStream(noise(100_000)));
        try (InputStream in = blobs.open(name)) {
            assertEquals(10, in.readNBytes(10).length);
        }
        assertEquals(0, near());
        assertArrayEquals(noise(100_000), read(blobs, name));
        assertEquals(2, far.opened);
    }

    @Test
    void bytesOfAnotherHashAreNotKept() throws IOException {
        String name = blobs.put(new ByteArrayInputStream(noise(1_000)));
        far.instead = bytes("something else");
        assertArrayEquals(far.instead, read(blobs, name));
        assertEquals(0, near());
        far.instead = new byte[0];
        assertArrayEquals(noise(1_000), read(blobs, name));
    }

    @Test
    void aBlobThatWouldPushOutTheOthersIsNotKept() throws IOException {
        String name = blobs.put(new ByteArrayInputStream(noise(MOST / 8 + 1)));
        assertArrayEquals(noise(MOST / 8 + 1), read(blobs, name));
        assertEquals(0, near());
    }

    @Test
    void whatWasNotReadForLongestGoes() throws IOException {
        String first = blobs.put(new ByteArrayInputStream(noise(100_000)));
        String second = blobs.put(new ByteArrayInputStream(noise(100_001)));
        read(blobs, first);
        read(blobs, second);
        for (int size = 100_002; size < 100_010; size++) {
            read(blobs, blobs.put(new ByteArrayInputStream(noise(size))));
            read(blobs, first);
        }
        read(blobs, blobs.put(new ByteArrayInputStream(noise(100_010))));
        int before = far.opened;
        read(blobs, first);
        assertEquals(before, far.opened);
        read(blobs, second);
        assertEquals(before + 1, far.opened);
        assertTrue(near() <= 10);
    }
}
