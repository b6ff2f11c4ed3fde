package org.codearena.server.infra;

import static org.codearena.server.infra.BlobsContract.bytes;
import static org.codearena.server.infra.BlobsContract.noise;
import static org.codearena.server.infra.BlobsContract.read;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.codearena.server.kernel.Secret;
import org.codearena.server.kernel.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class S3BlobsTest {
    private static final String BUCKET = "arena-blobs";

    @TempDir
    private static Path directory;

    private static S3Server server;
    private S3Blobs blobs;

    @BeforeAll
    static void start() throws IOException {
        server = S3Server.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        blobs = new S3Blobs(server.config(BUCKET));
    }

    @AfterEach
    void close() throws Exception {
        blobs.close();
    }

    @Nested
    class Contract extends BlobsContract {
        @Override
        Blobs blobs() {
            return blobs;
        }
    }

    private static String failure(S3Blobs store) {
        IOException failure =
                assertThrows(IOException.class, () -> store.put(new ByteArrayInputStream(bytes("some text"))));
        String told = failure + " " + failure.getCause();
        assertFalse(told.contains(S3Server.SECRET_KEY.value()), told);
        assertFalse(told.contains(S3Server.ACCESS_KEY.value()), told);
        return String.valueOf(failure.getMessage());
    }

    @Test
    void aBucketThatIsMissingIsMade() throws Exception {
        try (S3Blobs fresh = new S3Blobs(server.config("never-used-before"))) {
            String name = fresh.put(new ByteArrayInputStream(bytes("the first")));
            assertArrayEquals(bytes("the first"), read(fresh, name));
        }
    }

    @Test
    void namesBeginWithThePrefix() throws Exception {
        String name = blobs.put(new ByteArrayInputStream(bytes("prefixed")));
        try (Stream<Path> files = Files.walk(directory.resolve("buckets"))) {
            assertTrue(files.anyMatch(file -> file.endsWith("some/prefix/" + name.substring(0, 2) + "/" + name)));
        }
    }

    @Test
    void aStoreThatIsAwayIsNamedByItsEndpoint() throws Exception {
        int nobody = S3Server.freePort();
        try (S3Blobs away = new S3Blobs(S3Server.config(BUCKET, nobody))) {
            assertFalse(away.answers());
            String told = failure(away);
            assertTrue(told.contains("the object store at http://127.0.0.1:" + nobody + ", bucket '" + BUCKET), told);
            assertTrue(told.contains("does not answer"), told);
        }
    }

    @Test
    void aWrongKeyIsARefusalThatIsNotTriedAgain() throws Exception {
        S3Blobs.Config right = server.config(BUCKET);
        S3Blobs.Config wrong = new S3Blobs.Config(
                right.endpoint(),
                right.region(),
                right.bucket(),
                right.prefix(),
                right.accessKey(),
                new Secret("guessed"));
        try (S3Blobs refused = new S3Blobs(wrong)) {
            long begin = System.nanoTime();
            String told = failure(refused);
            assertTrue(told.contains("refuses"), told);
            assertFalse(told.contains("guessed"), told);
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(5).toNanos(), "it was tried again");
        }
    }

    @Test
    void whatAnswersOtherwiseThanS3IsSaidToDoSo() throws Exception {
        S3Blobs.Config right = server.config(BUCKET);
        try (PlainPage page = new PlainPage();
                S3Blobs other = new S3Blobs(new S3Blobs.Config(
                        URI.create("http://127.0.0.1:" + page.port()),
                        right.region(),
                        right.bucket(),
                        right.prefix(),
                        right.accessKey(),
                        right.secretKey()))) {
            assertTrue(failure(other).contains("the object store at http://127.0.0.1:" + page.port()));
        }
    }

    @Test
    @Timeout(120)
    void aStoreThatIsSilentIsGivenUpInTime() throws Exception {
        S3Blobs.Config patient = server.config(BUCKET);
        try (S3Blobs hasty = new S3Blobs(new S3Blobs.Config(
                patient.endpoint(),
                patient.region(),
                patient.bucket(),
                patient.prefix(),
                patient.accessKey(),
                patient.secretKey(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1)))) {
            server.pause();
            try {
                assertTrue(failure(hasty).contains("does not answer"));
            } finally {
                server.goOn();
            }
        }
    }

    @Test
    @Timeout(120)
    void aStoreThatComesBackIsTriedAgain() throws Exception {
        byte[] content = noise(100_000);
        blobs.put(new ByteArrayInputStream(bytes("it is up")));
        server.kill();
        CompletableFuture<String> put = CompletableFuture.supplyAsync(() -> {
            try (S3Blobs patient = new S3Blobs(server.config(BUCKET))) {
                while (true) {
                    try {
                        return patient.put(new ByteArrayInputStream(content));
                    } catch (IOException stillAway) {
                        // One call gives up after some seconds; the server's start may take longer here.
                    }
                }
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        });
        server.startAgain();
        assertEquals(Sha256.of(content), put.get(100, TimeUnit.SECONDS));
        assertArrayEquals(content, read(blobs, Sha256.of(content)));
    }

    @Test
    void aDownloadThatBreaksOffGoesOnWhereItWas() throws Exception {
        byte[] content = noise(8 << 20);
        String name = blobs.put(new ByteArrayInputStream(content));
        try (CuttingProxy network = new CuttingProxy(server.port(), 2, 1 << 20);
                S3Blobs through = new S3Blobs(S3Server.config(BUCKET, network.port()))) {
            assertArrayEquals(content, read(through, name));
            assertEquals(0, network.cutsLeft());
        }
    }

    @Test
    void aDownloadThatAlwaysBreaksOffIsAFailure() throws Exception {
        String name = blobs.put(new ByteArrayInputStream(noise(8 << 20)));
        try (CuttingProxy network = new CuttingProxy(server.port(), 1_000, 1 << 20);
                S3Blobs through = new S3Blobs(S3Server.config(BUCKET, network.port()))) {
            assertThrows(IOException.class, () -> read(through, name));
        }
    }

    @Test
    void nothingIsLeftInTheTemporaryDirectory() throws Exception {
        long before = spools();
        blobs.put(new ByteArrayInputStream(noise(3 << 20)));
        assertEquals(before, spools());
    }

    private static long spools() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("codearena-blob-"))
                    .count();
        }
    }
}
