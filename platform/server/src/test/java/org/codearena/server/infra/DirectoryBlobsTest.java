package org.codearena.server.infra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBlobsTest extends BlobsContract {
    @TempDir
    private Path directory;

    private DirectoryBlobs blobs;

    @BeforeEach
    void open() throws IOException {
        blobs = new DirectoryBlobs(directory);
    }

    @Override
    Blobs blobs() {
        return blobs;
    }

    @Test
    void aProcessThatStartsTakesNothingFromOneThatIsWriting() throws IOException {
        byte[] first = bytes("the first half, ");
        byte[] second = bytes("the second half");
        InputStream slow = new SequenceInputStream(new ByteArrayInputStream(first), new InputStream() {
            private final InputStream rest = new ByteArrayInputStream(second);

            @Override
            public int read() throws IOException {
                // While the first half is in the directory already.
                assertEquals(1, incoming().size());
                assertTrue(new DirectoryBlobs(directory).answers());
                return rest.read();
            }

            @Override
            public int read(byte[] into, int at, int length) throws IOException {
                int next = read();
                if (next < 0) {
                    return -1;
                }
                into[at] = (byte) next;
                return 1;
            }
        });
        String name = blobs.put(slow);
        assertArrayEquals(bytes("the first half, the second half"), read(blobs, name));
    }

    @Test
    void whatACrashLeftLongAgoIsCleared() throws IOException {
        Path old = Files.writeString(directory.resolve("incoming/old"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Path young = Files.writeString(directory.resolve("incoming/young"), "half");
        new DirectoryBlobs(directory);
        assertEquals(List.of(young), incoming());
        assertTrue(Files.exists(young));
    }

    @Test
    void aStoreThatIsAwayIsNotABlobThatIsMissing() throws IOException {
        String name = blobs.put(new ByteArrayInputStream(bytes("kept")));
        String none = "0".repeat(64);
        assertThrows(NoSuchFileException.class, () -> blobs.open(none));
        Path elsewhere = Files.move(directory, directory.resolveSibling(directory.getFileName() + ".away"));
        assertThrows(StoreAwayException.class, () -> blobs.open(name));
        Files.move(elsewhere, directory);
        assertArrayEquals(bytes("kept"), read(blobs, name));
    }

    private List<Path> incoming() throws IOException {
        try (var files = Files.list(directory.resolve("incoming"))) {
            return files.toList();
        }
    }
}
