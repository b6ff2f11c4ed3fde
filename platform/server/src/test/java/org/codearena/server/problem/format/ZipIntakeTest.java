package org.codearena.server.problem.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.codearena.server.problem.format.ZipIntake.UnpackedPackage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ZipIntakeTest {
    private static final PackageLimits LIMITS = new PackageLimits(
            20 << 20,
            200 << 20,
            100 << 20,
            1_000,
            100,
            20,
            1 << 20,
            1 << 20,
            1 << 20,
            1 << 20,
            PackageLimits.SystemDefaults.DEFAULT,
            PackageLimits.Most.DEFAULT);

    @TempDir
    Path scratch;

    private Path outside;

    @BeforeEach
    void watchTheOutside() throws IOException {
        outside = Files.createFile(scratch.resolve("outside"));
    }

    /** Whatever was refused or unpacked, nothing is left and nothing outside was touched. */
    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        try (Stream<Path> left = Files.list(scratch)) {
            assertEquals(List.of(outside), left.toList());
        }
        assertEquals(0, Files.size(outside));
    }

    @Test
    void aZipOfFilesIsUnpackedAndDeletedWhenItIsClosed() throws Exception {
        byte[] zip = zip().file("problem.yaml", "a")
                .file("data/secret/1.in", "b")
                .directory("empty/")
                .bytes();
        Path root;
        try (UnpackedPackage unpacked = unpack(zip)) {
            root = unpacked.root();
            assertEquals("a", Files.readString(root.resolve("problem.yaml")));
            assertEquals("b", Files.readString(root.resolve("data/secret/1.in")));
            assertTrue(Files.isDirectory(root.resolve("empty")));
            assertEquals(Optional.empty(), unpacked.name());
        }
        assertTrue(Files.notExists(root));
    }

    @Test
    void oneDirectoryAroundThePackageNamesIt() throws Exception {
        byte[] zip = zip().file("hello/problem.yaml", "a")
                .file("__MACOSX/hello/._problem.yaml", "junk")
                .file(".DS_Store", "junk")
                .bytes();
        try (UnpackedPackage unpacked = unpack(zip)) {
            assertEquals(Optional.of("hello"), unpacked.name());
            assertEquals("a", Files.readString(unpacked.root().resolve("problem.yaml")));
        }
    }

    @Test
    void whatTheFormatHasNoNameForIsNotUnpacked() throws Exception {
        byte[] zip = zip().file("problem.yaml", "a")
                .file(".timelimit", "2")
                .file(".git/config", "x")
                .file("a b.txt", "x")
                .file("$(x);y", "x")
                .file("ü.txt", "x")
                .bytes();
        try (UnpackedPackage unpacked = unpack(zip);
                Stream<Path> files = Files.list(unpacked.root())) {
            assertEquals(
                    List.of(".timelimit", "problem.yaml"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "../outside, climbs out of the zip with '..'",
        "data/../../outside, climbs out of the zip with '..'",
        "a/.., climbs out of the zip with '..'",
        "/etc/passwd, has an absolute path",
        "C:/windows/x, has an absolute path",
        "'a\u0000b', control character",
        "'a\nb', control character"
    })
    void namesThatLeadElsewhereAreRefused(String name, String expected) throws IOException {
        assertRefused(
                expected, zip().file("problem.yaml", "a").file(name, "evil").bytes());
    }

    /** Written as a slash and changed in the bytes: the library would not write it. */
    @ParameterizedTest
    @ValueSource(strings = {"..|outside", "data|1.in", "|x", "a/..|..|outside"})
    void backslashesAreRefusedWhateverTheyWouldMean(String name) throws IOException {
        byte[] zip = zip().file("problem.yaml", "a").file(name, "evil").bytes();
        for (int i = 0; i < zip.length; i++) {
            zip[i] = zip[i] == '|' ? (byte) '\\' : zip[i];
        }
        assertRefused("has a backslash", zip);
    }

    @Test
    void aNameOfATenthOfAMegabyteIsRefused() throws IOException {
        assertRefused(
                "has a name of 60000 characters",
                zip().file("a".repeat(60_000), "x").bytes());
        assertRefused(
                "lies more than 20 directories deep",
                zip().file("a/".repeat(200) + "b", "x").bytes());
    }

    @Test
    void aLinkToAnotherFileOfThePackageIsThatFile() throws Exception {
        byte[] zip = zip().mode("p/data/b/1.in", 0120777, "../a/1.in")
                .mode("p/data/c", 0120777, "a")
                .file("p/data/a/1.in", "hello")
                .file("p/problem.yaml", "name: Sum")
                .bytes();
        try (UnpackedPackage unpacked = unpack(zip)) {
            PackageTree tree = PackageTree.scan(unpacked.root(), PackageLimits.DEFAULT, new Findings());
            assertEquals(
                    "hello", tree.text(tree.file("data/b/1.in").orElseThrow()).orElseThrow());
            assertEquals(
                    "hello", tree.text(tree.file("data/c/1.in").orElseThrow()).orElseThrow());
        }
    }

    @Test
    void linksToElsewhereAreRefused() throws IOException {
        for (String target : List.of("/etc/passwd", "../../etc/passwd", "", "..\\x", "../..")) {
            assertRefused(
                    "the entry 'data/1.in' is a link to",
                    zip().mode("data/1.in", 0120777, target).bytes());
        }
        assertRefused(
                "'data' is a file and a directory at once",
                zip().mode("data", 0120777, "other").file("data/1.in", "x").bytes());
        assertRefused(
                "has a target of more than",
                zip().mode("data/1.in", 0120777, "a/".repeat(600) + "b").bytes());
    }

    @Test
    void aLinkThatLeadsOutThroughOthersIsNotFollowed() throws Exception {
        byte[] zip = zip().file("problem.yaml", "name: Sum")
                .file("d/e/here", "x")
                .mode("d/e/up", 0120777, "../..")
                .mode("d/e/out", 0120777, "up/../..")
                .mode("d/e/self", 0120777, "self")
                .bytes();
        try (UnpackedPackage unpacked = unpack(zip)) {
            Findings findings = new Findings();
            // A link to what holds it makes directories without end.
            PackageRefusedException refused = assertThrows(
                    PackageRefusedException.class,
                    () -> PackageTree.scan(unpacked.root(), PackageLimits.DEFAULT, findings));
            assertTrue(String.valueOf(refused.getMessage()).contains("directories deep"), refused.getMessage());
            for (String link : List.of("d/e/out", "d/e/self")) {
                assertTrue(
                        findings.all()
                                .toString()
                                .contains(link + ": is a link that leads out of the package or nowhere"),
                        findings.all().toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0010644, 0020644, 0060644, 0140644})
    void pipesDevicesAndSocketsAreRefused(int mode) throws IOException {
        assertRefused(
                "is neither a file nor a directory",
                zip().mode("pipe", mode, "").bytes());
    }

    @Test
    void aFileThatSaysItIsADirectoryIsRefused() throws IOException {
        assertRefused(
                "is a file and a directory at once",
                zip().mode("data", 0040755, "x").bytes());
        assertRefused(
                "is a file and a directory at once",
                zip().file("a", "x").file("a/b", "y").bytes());
    }

    @Test
    void namesThatRepeatAreRefused() throws IOException {
        assertRefused(
                "'a.txt' is there twice",
                zip().file("a.txt", "x").file("a.txt", "y").bytes());
    }

    @Test
    void namesThatDifferInCaseOnlyAreRefused() throws IOException {
        assertRefused(
                "'a.txt' and 'A.txt' differ only",
                zip().file("a.txt", "x").file("A.txt", "y").bytes());
        assertRefused(
                "'data' and 'Data' differ only",
                zip().file("data/1", "x").file("Data/2", "y").bytes());
    }

    @Test
    void everythingWrongWithNamesIsSaidAtOnce() throws IOException {
        String message = refusal(
                zip().file("../a", "x").file("/b", "x").mode("c", 0010644, "x").bytes());
        assertTrue(message.contains("'../a'") && message.contains("'/b'") && message.contains("'c'"), message);
    }

    @Test
    void anEncryptedZipIsRefused() throws IOException {
        byte[] zip = zip().file("problem.yaml", "a").bytes();
        patchAll(zip, 0x04034b50, 6, flags -> flags | 1);
        patchAll(zip, 0x02014b50, 8, flags -> flags | 1);
        assertRefused("'problem.yaml' is encrypted", zip);
    }

    @Test
    void otherMethodsOfCompressionAreRefused() throws IOException {
        byte[] zip = zip().file("problem.yaml", "a").bytes();
        patchAll(zip, 0x04034b50, 8, _ -> 12);
        patchAll(zip, 0x02014b50, 10, _ -> 12);
        assertRefused("is compressed by method 12, allowed are stored and deflated", zip);
    }

    @Test
    void aZipThatUnpacksToGigabytesIsRefusedBeforeAnythingIsWritten() throws IOException {
        byte[] zip = zip().zeros("data/big.in", 101 << 20).bytes();
        assertRefused("unpacks to 105906176 bytes, at most 104857600 are allowed", zip);
        Zip many = zip();
        for (int i = 0; i < 3; i++) {
            many.zeros("data/" + i + ".in", 90 << 20);
        }
        assertRefused("unpacks to 283115520 bytes, at most 209715200 are allowed", many.bytes());
    }

    @Test
    void aZipThatUnpacksToManyTimesItsSizeIsRefused() throws IOException {
        assertRefused(
                "at most 100 times its size",
                zip().zeros("data/big.in", 90 << 20).bytes());
    }

    @Test
    void wellCompressedTestsOfModestSizeAreFine() throws Exception {
        try (UnpackedPackage unpacked =
                unpack(zip().zeros("data/big.in", 30 << 20).bytes())) {
            assertEquals(30 << 20, Files.size(unpacked.root().resolve("big.in")));
        }
    }

    @Test
    void aZipThatLiesAboutASizeIsRefused() throws IOException {
        byte[] more = zip().zeros("problem.yaml", 1 << 20).bytes();
        patchInts(more, 0x02014b50, 24, _ -> 10);
        assertRefused("says that it has 10 bytes, and has more", more);
        byte[] less = zip().zeros("problem.yaml", 1 << 20).bytes();
        patchInts(less, 0x02014b50, 24, size -> size + 1);
        assertRefused("says that it has 1048577 bytes, and has less", less);
        byte[] huge = zip().file("problem.yaml", "a").bytes();
        patchInts(huge, 0x02014b50, 24, _ -> 0xFFFFFFF0);
        assertRefused("unpacks to 4294967280 bytes", huge);
    }

    @Test
    void damageIsNoticed() throws IOException {
        byte[] zip = zip().stored("problem.yaml", "abcdefgh").bytes();
        int at = new String(zip, StandardCharsets.ISO_8859_1).indexOf("abcdefgh");
        zip[at] ^= 1;
        assertRefused("its checksum is wrong", zip);
    }

    @Test
    void entriesThatShareTheirBytesAreRefused() throws IOException {
        byte[] zip = zip().zeros("a", 1 << 20).zeros("b", 1 << 20).bytes();
        List<Integer> headers = positions(zip, 0x02014b50);
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(headers.get(1) + 42, bytes.getInt(headers.get(0) + 42));
        assertTrue(
                refusal(zip).matches(".*(shares its bytes with another one|not a zip that can be read).*"),
                refusal(zip));
    }

    @Test
    void tooManyEntriesAreRefusedWhateverTheZipClaims() throws IOException {
        Zip many = zip();
        for (int i = 0; i < 1_001; i++) {
            many.file("f" + i, "");
        }
        byte[] zip = many.bytes();
        assertRefused("holds 1001 entries, at most 1000 are allowed", zip);
        int end = positions(zip, 0x06054b50).getLast();
        ByteBuffer.wrap(zip)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(end + 8, (short) 1)
                .putShort(end + 10, (short) 1);
        assertRefused("holds more entries, at most 1000 are allowed", zip);
    }

    @Test
    void zip64IsReadAndItsLiesAreNot() throws Exception {
        byte[] zip = zip(Zip64Mode.Always).file("problem.yaml", "a").bytes();
        try (UnpackedPackage unpacked = unpack(zip)) {
            assertEquals("a", Files.readString(unpacked.root().resolve("problem.yaml")));
        }
        int end = positions(zip, 0x06064b50).getLast();
        for (int field : new int[] {24, 32, 40, 48}) {
            for (long value : new long[] {Long.MAX_VALUE, -1, 1L << 32, 0x7fffffffffff0000L}) {
                byte[] lie = zip.clone();
                ByteBuffer.wrap(lie).order(ByteOrder.LITTLE_ENDIAN).putLong(end + field, value);
                assertTimeoutPreemptively(Duration.ofSeconds(10), () -> unpackedOrRefused(lie));
            }
        }
    }

    @Test
    void whatIsNoZipIsRefused() throws IOException {
        for (byte[] bytes : List.of(
                new byte[0],
                "hello".getBytes(StandardCharsets.UTF_8),
                "PK\u0003\u0004".getBytes(StandardCharsets.UTF_8),
                new byte[1 << 17],
                new byte[] {0x1f, (byte) 0x8b, 8, 0})) {
            assertRefused("this is not a zip that can be read", bytes);
        }
        byte[] zip = zip().file("problem.yaml", "a").bytes();
        assertRefused("this is not a zip that can be read", Arrays.copyOf(zip, zip.length - 1));
        assertRefused("this is not a zip that can be read", Arrays.copyOf(zip, zip.length + 1));
    }

    @Test
    void aZipThatIsTooLargeIsRefusedWithoutReadingAllOfIt() {
        PackageLimits small = new PackageLimits(
                1_000, 1, 1, 1, 1, 1, 1, 1, 1, 1, PackageLimits.SystemDefaults.DEFAULT, PackageLimits.Most.DEFAULT);
        Endless endless = new Endless();
        String message = String.valueOf(
                assertThrows(PackageRefusedException.class, () -> new ZipIntake(small, scratch).unpack(endless))
                        .getMessage());
        assertTrue(message.contains("more than the 1000 bytes that are allowed"), message);
        assertTrue(endless.read < 1 << 20, "read " + endless.read);
    }

    /** 42.zip: zips in zips in zips. Nothing inside is unpacked again, and what is left is no package. */
    @Test
    void aZipOfZipsIsNoPackage() throws Exception {
        byte[] inner = zip().zeros("0.dll", 50 << 20).bytes();
        Zip outer = zip();
        for (int i = 0; i < 16; i++) {
            outer.file("lib " + i + ".zip", inner);
            outer.file("lib" + i + ".zip", inner);
        }
        try (UnpackedPackage unpacked = unpack(outer.bytes())) {
            String message = String.valueOf(assertThrows(
                            PackageRefusedException.class,
                            () -> new ProblemPackages(LIMITS).read(unpacked.root(), "bomb"))
                    .getMessage());
            assertTrue(message.startsWith("problem.yaml: is missing"), message);
        }
    }

    @Property(tries = 1_000)
    void noDamageDoesMoreThanBeRefused(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        byte[] zip = zip(random.nextBoolean() ? Zip64Mode.Always : Zip64Mode.Never)
                .file("problem.yaml", "hello hello hello hello")
                .file("data/secret/1.in", "1 2 3")
                .stored("data/secret/1.ans", "6")
                .bytes();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            zip[random.nextInt(zip.length)] = (byte) random.nextInt();
        }
        Path directory = Files.createTempDirectory("zip-property");
        try {
            new ZipIntake(LIMITS, directory)
                    .unpack(new ByteArrayInputStream(zip))
                    .close();
        } catch (PackageRefusedException refused) {
            assertTrue(!refused.findings().isEmpty());
        } finally {
            Files.delete(directory);
        }
    }

    private void assertRefused(String expected, byte[] zip) throws IOException {
        String message = refusal(zip);
        assertTrue(message.contains(expected), message);
    }

    private String refusal(byte[] zip) throws IOException {
        return String.valueOf(
                assertThrows(PackageRefusedException.class, () -> unpack(zip).close())
                        .getMessage());
    }

    private void unpackedOrRefused(byte[] zip) throws IOException {
        try {
            unpack(zip).close();
        } catch (PackageRefusedException refused) {
            assertTrue(!refused.findings().isEmpty());
        }
    }

    private UnpackedPackage unpack(byte[] zip) throws IOException, PackageRefusedException {
        return new ZipIntake(LIMITS, scratch).unpack(new ByteArrayInputStream(zip));
    }

    private static Zip zip() throws IOException {
        return new Zip(Zip64Mode.Never);
    }

    private static Zip zip(Zip64Mode mode) throws IOException {
        return new Zip(mode);
    }

    /** Writes zips that no honest tool would. */
    private static final class Zip {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes);

        Zip(Zip64Mode mode) {
            out.setUseZip64(mode);
        }

        Zip file(String name, String content) throws IOException {
            return file(name, content.getBytes(StandardCharsets.UTF_8));
        }

        Zip file(String name, byte[] content) throws IOException {
            return put(new ZipArchiveEntry(name), content);
        }

        Zip stored(String name, String content) throws IOException {
            ZipArchiveEntry entry = new ZipArchiveEntry(name);
            entry.setMethod(ZipArchiveEntry.STORED);
            entry.setSize(content.length());
            java.util.zip.CRC32 crc = new java.util.zip.CRC32();
            crc.update(content.getBytes(StandardCharsets.UTF_8));
            entry.setCrc(crc.getValue());
            return put(entry, content.getBytes(StandardCharsets.UTF_8));
        }

        Zip mode(String name, int mode, String content) throws IOException {
            ZipArchiveEntry entry = new ZipArchiveEntry(name);
            entry.setUnixMode(mode);
            return put(entry, content.getBytes(StandardCharsets.UTF_8));
        }

        Zip directory(String name) throws IOException {
            return put(new ZipArchiveEntry(name), new byte[0]);
        }

        Zip zeros(String name, int count) throws IOException {
            out.putArchiveEntry(new ZipArchiveEntry(name));
            byte[] block = new byte[1 << 16];
            for (int left = count; left > 0; left -= block.length) {
                out.write(block, 0, Math.min(left, block.length));
            }
            out.closeArchiveEntry();
            return this;
        }

        private Zip put(ZipArchiveEntry entry, byte[] content) throws IOException {
            out.putArchiveEntry(entry);
            out.write(content);
            out.closeArchiveEntry();
            return this;
        }

        byte[] bytes() throws IOException {
            out.close();
            return bytes.toByteArray();
        }
    }

    private static List<Integer> positions(byte[] zip, int signature) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> found = new java.util.ArrayList<>();
        for (int i = 0; i + 4 <= zip.length; i++) {
            if (bytes.getInt(i) == signature) {
                found.add(i);
            }
        }
        return found;
    }

    private static void patchAll(byte[] zip, int signature, int offset, IntUnaryOperator change) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        positions(zip, signature)
                .forEach(at -> bytes.putShort(at + offset, (short) change.applyAsInt(bytes.getShort(at + offset))));
    }

    private static void patchInts(byte[] zip, int signature, int offset, IntUnaryOperator change) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        positions(zip, signature)
                .forEach(at -> bytes.putInt(at + offset, change.applyAsInt(bytes.getInt(at + offset))));
    }

    private static final class Endless extends java.io.InputStream {
        private long read;

        @Override
        public int read() {
            read++;
            return 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            read += length;
            return length;
        }
    }
}
