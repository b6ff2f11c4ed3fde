package org.codearena.server.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.codearena.server.kernel.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Far more bytes than the virtual machine's memory go in and out. */
class BigBlobTest {
    private static final long BYTES = 200L << 20;
    private static final String HEAP = "-Xmx48m";

    @TempDir
    private Path directory;

    @Test
    void aDirectoryTakesMoreThanMemoryHolds() throws Exception {
        inSmallMemory(directory.resolve("blobs").toString());
    }

    @Test
    void anS3TakesMoreThanMemoryHolds() throws Exception {
        try (S3Server server = S3Server.start(directory)) {
            inSmallMemory("s3", String.valueOf(server.port()));
        }
    }

    private void inSmallMemory(String... store) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                BigBlobTest.class.getName()));
        line.addAll(List.of(store));
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(out));
    }

    /** Puts and reads, in a process of its own. */
    public static void main(String[] store) throws Exception {
        Blobs blobs = store.length == 1
                ? new DirectoryBlobs(Path.of(store[0]))
                : new S3Blobs(S3Server.config("big-blobs", Integer.parseInt(store[1])));
        String name = blobs.put(new Counting());
        MessageDigest digest = Sha256.digest();
        long read;
        try (InputStream in = new DigestInputStream(blobs.open(name), digest)) {
            read = in.transferTo(OutputStream.nullOutputStream());
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        System.out.println("read " + read + " of " + BYTES + " bytes, with the hash " + hash + " of " + name);
        boolean whole = read == BYTES && hash.equals(name);
        System.exit(whole ? 0 : 1);
    }

    /** Bytes that are made when they are read. */
    private static final class Counting extends InputStream {
        private long made;

        @Override
        public int read() throws IOException {
            return made == BYTES ? -1 : (int) ((made++ * 31) >> 7) & 0xff;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            int count = (int) Math.min(length, BYTES - made);
            for (int i = 0; i < count; i++) {
                into[at + i] = (byte) read();
            }
            return made == BYTES && count == 0 ? -1 : count;
        }
    }
}
