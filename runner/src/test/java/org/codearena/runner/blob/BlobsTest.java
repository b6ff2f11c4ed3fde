package org.codearena.runner.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.codearena.runner.blob.BlobRefusedException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlobsTest {
    @TempDir
    private Path directory;

    private Blobs blobs;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(directory.resolve("blobs"));
        Files.createDirectories(directory.resolve("uploads"));
        blobs = Blobs.open(directory.resolve("blobs"), directory.resolve("uploads"), 100);
    }

    @Test
    void aBlobIsKeptUnderItsHash() throws Exception {
        BlobHash hash = hash("hello");
        assertFalse(blobs.has(hash));
        assertTrue(put("hello"));
        assertFalse(put("hello"));
        assertTrue(blobs.has(hash));
        try (Blobs.Loan loan = blobs.lend(hash).orElseThrow()) {
            assertEquals("hello", Files.readString(file(loan.fileName())));
        }
        assertEquals("r--r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file(hash.hex()))));
        assertNothingUnfinished();
    }

    @Test
    void bytesOfAnotherHashAreRefused() throws IOException {
        assertEquals(Reason.MISMATCH, refusal(hash("hello"), content("hullo")));
        assertFalse(blobs.has(hash("hello")));
        assertNothingUnfinished();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc", "../../etc/passwd", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"
            })
    void aNameThatIsNoHashIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> new BlobHash(name));
    }

    @Test
    void theOneUsedLongestAgoGoesFirst() throws Exception {
        put("a".repeat(40));
        put("b".repeat(40));
        assertTrue(blobs.has(hash("a".repeat(40))));
        put("c".repeat(40));
        assertTrue(blobs.has(hash("a".repeat(40))));
        assertFalse(blobs.has(hash("b".repeat(40))));
        assertFalse(Files.exists(file(hash("b".repeat(40)).hex())));
    }

    @Test
    void aBlobInUseIsNeverThrownAway() throws Exception {
        put("a".repeat(60));
        try (Blobs.Loan _ = blobs.lend(hash("a".repeat(60))).orElseThrow()) {
            assertEquals(Reason.FULL, refusal(hash("b".repeat(60)), content("b".repeat(60))));
            assertTrue(blobs.has(hash("a".repeat(60))));
        }
        assertTrue(put("b".repeat(60)));
        assertFalse(blobs.has(hash("a".repeat(60))));
        assertNothingUnfinished();
    }

    @Test
    void aBlobLargerThanTheCacheIsRefusedAndLeavesTheRoomFree() throws Exception {
        assertEquals(Reason.TOO_LARGE, refusal(hash("x".repeat(101)), content("x".repeat(101))));
        assertTrue(put("y".repeat(100)));
        assertNothingUnfinished();
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the client is gone");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };
        assertThrows(IOException.class, () -> blobs.put(hash("a"), broken));
        assertNothingUnfinished();
    }

    @Test
    void aBlobThatWasChangedIsThrownAway() throws Exception {
        put("hello");
        Path file = file(hash("hello").hex());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(file, "HELLO", StandardOpenOption.WRITE);
        assertEquals(Optional.empty(), blobs.lend(hash("hello")));
        assertFalse(Files.exists(file));
        assertFalse(blobs.has(hash("hello")));
        assertTrue(put("hello"));
    }

    @Test
    void aBlobThatWasReplacedOrRemovedIsNoticed() throws Exception {
        put("hello");
        Path file = file(hash("hello").hex());
        Files.delete(file);
        assertEquals(Optional.empty(), blobs.lend(hash("hello")));
        put("hello");
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/etc/passwd"));
        assertEquals(Optional.empty(), blobs.lend(hash("hello")));
        assertFalse(Files.exists(file));
    }

    @Test
    void blobsOutliveTheProcessAndAreCheckedOnTheirFirstUse() throws Exception {
        put("good");
        put("bad");
        Path bad = file(hash("bad").hex());
        Files.setPosixFilePermissions(bad, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(bad, "BAD", StandardOpenOption.WRITE);
        Files.writeString(file("litter"), "");
        open();
        assertTrue(blobs.has(hash("good")));
        blobs.lend(hash("good")).orElseThrow().close();
        assertEquals(Optional.empty(), blobs.lend(hash("bad")));
        assertFalse(Files.exists(file("litter")));
    }

    @Test
    void uploadsOfTheSameBlobAtOnceAgree() throws Exception {
        String text = "z".repeat(20);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> uploads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                uploads.add(threads.submit(() -> put(text)));
            }
            int taken = 0;
            for (Future<Boolean> upload : uploads) {
                taken += upload.get() ? 1 : 0;
            }
            assertEquals(1, taken);
        }
        assertTrue(put("y".repeat(80)));
        assertTrue(blobs.has(hash(text)));
    }

    private boolean put(String text) throws IOException, BlobRefusedException {
        return blobs.put(hash(text), content(text));
    }

    private Reason refusal(BlobHash hash, InputStream content) {
        return assertThrows(BlobRefusedException.class, () -> blobs.put(hash, content))
                .reason();
    }

    private static BlobHash hash(String text) throws IOException {
        return BlobHash.of(content(text));
    }

    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(String name) {
        return directory.resolve("blobs").resolve(name);
    }

    private void assertNothingUnfinished() {
        String[] left = directory.resolve("uploads").toFile().list();
        assertEquals(0, left == null ? -1 : left.length);
    }
}
