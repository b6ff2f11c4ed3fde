package org.codearena.server.infra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.codearena.server.kernel.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every object store keeps to. */
abstract class BlobsContract {
    private static final Duration ONE_DAY = Duration.ofDays(1);

    /** The store; the same one within a test. */
    abstract Blobs blobs() throws Exception;

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(size).nextBytes(noise);
        return noise;
    }

    static byte[] read(Blobs blobs, String sha256) throws IOException {
        try (InputStream in = blobs.open(sha256)) {
            return in.readAllBytes();
        }
    }

    /** Around the sizes at which bytes go to a file, and a file in several parts. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, (256 << 10) - 1, 256 << 10, (256 << 10) + 1, 5 << 20, (16 << 20) + 1, 40 << 20})
    void whatIsPutIsReadBackUnderTheHashOfItsBytes(int size) throws Exception {
        byte[] content = noise(size);
        String name = blobs().put(new ByteArrayInputStream(content));
        assertEquals(Sha256.of(content), name);
        assertTrue(Stored.has(blobs(), name));
        assertArrayEquals(content, read(blobs(), name));
    }

    @Test
    void theSameBytesTwiceAreOneBlob() throws Exception {
        byte[] content = bytes("twice " + getClass());
        assertEquals(blobs().put(new ByteArrayInputStream(content)), blobs().put(new ByteArrayInputStream(content)));
        assertArrayEquals(content, read(blobs(), Sha256.of(content)));
    }

    @Test
    void whatIsNotThereIsSaidToBeMissing() throws Exception {
        String nothing = Sha256.of(bytes("never put"));
        assertFalse(Stored.has(blobs(), nothing));
        assertThrows(NoSuchFileException.class, () -> read(blobs(), nothing));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "../../etc/passwd", "ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789", "a"})
    void onlyAHashIsAName(String name) {
        assertThrows(IllegalArgumentException.class, () -> Stored.has(blobs(), name));
        assertThrows(IllegalArgumentException.class, () -> blobs().delete(name, Instant.EPOCH));
        assertThrows(IllegalArgumentException.class, () -> read(blobs(), name));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1 << 20})
    void aStreamThatBreaksLeavesNothing(int before) throws Exception {
        byte[] beginning = noise(before);
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(beginning), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the sender is gone");
            }

            @Override
            public int read(byte[] into, int at, int length) throws IOException {
                return read();
            }
        });
        assertEquals(
                "the sender is gone",
                assertThrows(IOException.class, () -> blobs().put(broken)).getMessage());
        assertFalse(Stored.has(blobs(), Sha256.of(beginning)));
    }

    @Test
    void manyWhoPutTheSameAtOnceAllSucceed() throws Exception {
        byte[] content = noise(700_000);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> puts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                puts.add(threads.submit(() -> blobs().put(new ByteArrayInputStream(content))));
            }
            for (Future<String> put : puts) {
                assertEquals(Sha256.of(content), put.get());
            }
        }
        assertArrayEquals(content, read(blobs(), Sha256.of(content)));
    }

    @Test
    void allAreListed() throws Exception {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            names.add(blobs().put(new ByteArrayInputStream(bytes("listed " + i))));
        }
        Set<String> listed = new HashSet<>();
        blobs().list(listed::add);
        assertTrue(listed.containsAll(names), listed.toString());
        listed.forEach(Sha256::checked);
    }

    @Test
    void whatIsDeletedIsGoneAndMayBePutAnew() throws Exception {
        byte[] content = bytes("deleted " + getClass());
        String name = blobs().put(new ByteArrayInputStream(content));
        assertTrue(blobs().delete(name, Instant.now().plus(ONE_DAY)));
        assertFalse(Stored.has(blobs(), name));
        assertTrue(blobs().delete(name, Instant.now().plus(ONE_DAY)), "it is gone");
        assertEquals(name, blobs().put(new ByteArrayInputStream(content)));
        assertArrayEquals(content, read(blobs(), name));
    }

    @Test
    void whatWasPutSinceIsNotDeleted() throws Exception {
        byte[] content = bytes("put since " + getClass());
        String name = blobs().put(new ByteArrayInputStream(content));
        assertFalse(blobs().delete(name, Instant.now().minus(ONE_DAY)));
        assertArrayEquals(content, read(blobs(), name));
    }

    @Test
    void itAnswers() throws Exception {
        assertTrue(blobs().answers());
    }
}
