package org.codearena.runner.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkspaceFilesTest {
    private static final Base ANY = new Base.Any();
    private static final Base ABSENT = new Base.Absent();

    @TempDir
    private Path directory;

    private Workspace workspace;
    private WorkspaceFiles files;

    @BeforeEach
    void open() throws IOException {
        workspace = new Workspace(directory);
        files = workspace.files();
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    @Test
    void aDirectoryIsListedByName() throws Exception {
        workspace.put("b.txt", "12345");
        workspace.put("a/inner.txt", "");
        Files.createSymbolicLink(workspace.path("c"), Path.of("/etc/passwd"));
        Files.setPosixFilePermissions(workspace.path("b.txt"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Listing listing = files.list(FilePath.ROOT);
        assertEquals(
                List.of(
                        new Listing.Entry("a", FileKind.DIRECTORY, 0, false),
                        new Listing.Entry("b.txt", FileKind.FILE, 5, true),
                        new Listing.Entry("c", FileKind.LINK, 0, false)),
                listing.entries());
        assertFalse(listing.more());
        assertEquals(FilesException.Code.NOT_FOUND, refusal(() -> files.list(FilePath.of("none"))));
        assertEquals(FilesException.Code.NOT_A_DIRECTORY, refusal(() -> files.list(FilePath.of("b.txt"))));
        assertEquals(FilesException.Code.NOT_A_DIRECTORY, refusal(() -> files.list(FilePath.of("c"))));
    }

    @Test
    void aHugeDirectoryIsListedInPart() throws Exception {
        Files.createDirectory(workspace.path("many"));
        for (int i = 0; i < 10_001; i++) {
            Files.createFile(workspace.path("many/" + i));
        }
        Listing listing = files.list(FilePath.of("many"));
        assertEquals(10_000, listing.entries().size());
        assertTrue(listing.more());
    }

    @Test
    void theTreeLeavesOutWhatIsIgnored() throws Exception {
        workspace.put("src/main.py", "print()");
        workspace.put(".git/config", "");
        workspace.put("a/node_modules/x/index.js", "");
        TreeListing tree = files.tree();
        assertEquals(
                List.of("a", "src", "src/main.py"),
                tree.entries().stream().map(TreeListing.Entry::path).toList());
        assertFalse(tree.more());
    }

    @Test
    void aFileIsReadWithItsVersion() throws Exception {
        workspace.put("x.txt", "grüße\n");
        FileRead read = files.read(FilePath.of("x.txt"), 100);
        assertArrayEquals(Files.readAllBytes(workspace.path("x.txt")), read.content());
        assertEquals(Workspace.sha256(read.content()), read.version());
        assertFalse(read.binary());
        Files.write(workspace.path("x.txt"), new byte[] {'a', 0});
        assertTrue(files.read(FilePath.of("x.txt"), 100).binary());
        Files.write(workspace.path("x.txt"), new byte[] {(byte) 0xff});
        assertTrue(files.read(FilePath.of("x.txt"), 100).binary());
    }

    @Test
    void aFileThatIsTooLargeToReadSaysHowLargeItIs() throws IOException {
        workspace.put("x.txt", "12345");
        FilesException refused = assertThrows(FilesException.class, () -> files.read(FilePath.of("x.txt"), 4));
        assertEquals(FilesException.Code.TOO_LARGE, refused.code());
        assertEquals(5, refused.size().orElseThrow());
    }

    @Test
    void aWriteReplacesTheVersionItWasMadeFrom() throws Exception {
        workspace.put("x.txt", "old");
        Files.setPosixFilePermissions(workspace.path("x.txt"), PosixFilePermissions.fromString("rwxr-x---"));
        WriteResult result = workspace.write("x.txt", new Base.Version(workspace.version("x.txt")), "new");
        assertEquals(new WriteResult.Written(workspace.version("x.txt"), 3), result);
        assertEquals("new", workspace.read("x.txt"));
        assertEquals(
                "rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace.path("x.txt"))));
        assertNothingHalfWritten();
    }

    @Test
    void aWriteFromAnotherVersionIsAConflictThatShowsWhatIsThere() throws Exception {
        workspace.put("x.txt", "theirs");
        String mine = Workspace.sha256(new byte[] {1});
        WriteResult.Conflict conflict = (WriteResult.Conflict) workspace.write("x.txt", new Base.Version(mine), "mine");
        assertEquals("theirs", new String(conflict.current().orElseThrow().content(), StandardCharsets.UTF_8));
        assertEquals(
                workspace.version("x.txt"), conflict.current().orElseThrow().version());
        assertEquals("theirs", workspace.read("x.txt"));
        WriteResult gone = workspace.write("gone/y.txt", new Base.Version(mine), "mine");
        assertEquals(new WriteResult.Conflict(Optional.empty(), Optional.empty()), gone);
        assertNothingHalfWritten();
    }

    @Test
    void aNewFileIsNeverPutOverAnotherAndMakesItsDirectories() throws Exception {
        assertTrue(workspace.write("a/b/c.txt", ABSENT, "one") instanceof WriteResult.Written);
        assertTrue(workspace.write("a/b/c.txt", ABSENT, "two") instanceof WriteResult.Conflict);
        assertEquals("one", workspace.read("a/b/c.txt"));
        assertTrue(workspace.write("a/b/c.txt", ANY, "three") instanceof WriteResult.Written);
        assertEquals("three", workspace.read("a/b/c.txt"));
        assertEquals(
                "rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace.path("a/b/c.txt"))));
        assertNothingHalfWritten();
    }

    @Test
    void whatIsNoFileIsNotWrittenOver() throws Exception {
        Files.createDirectory(workspace.path("directory"));
        Files.createSymbolicLink(workspace.path("link"), Path.of("/etc/hostname"));
        Base version = new Base.Version(Workspace.sha256(new byte[0]));
        for (String name : List.of("directory", "link")) {
            for (Base base : List.of(ANY, ABSENT, version)) {
                assertEquals(FilesException.Code.NOT_A_FILE, refusal(() -> workspace.write(name, base, "x")));
            }
        }
        assertTrue(Files.isSymbolicLink(workspace.path("link")));
        assertNothingHalfWritten();
    }

    @Test
    void aBodyThatBreaksOffLeavesTheFileAsItWas() throws Exception {
        workspace.put("x.txt", "old");
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the client is gone");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        });
        IOException failure = assertThrows(IOException.class, () -> files.write(FilePath.of("x.txt"), ANY, broken));
        assertEquals("the client is gone", failure.getMessage());
        assertEquals("old", workspace.read("x.txt"));
        assertNothingHalfWritten();
    }

    @Test
    void aDiskThatIsFullIsSaidToBe() throws Exception {
        close();
        try (Workspace small = new Workspace(directory, Workspace.QUICK.withDisk(1_000, 100))) {
            assertEquals(FilesException.Code.DISK_FULL, refusal(() -> small.write("x", ANY, "x".repeat(1_001))));
            small.write("y", ANY, "y".repeat(600));
            small.files().flush();
            assertEquals(FilesException.Code.DISK_FULL, refusal(() -> small.write("x", ANY, "x".repeat(401))));
            assertEquals(
                    FilesException.Code.DISK_FULL,
                    refusal(() -> small.files().copy(FilePath.of("y"), FilePath.of("z"))));
        }
        assertNothingHalfWritten();
    }

    @Test
    void directoriesAreMadeRenamedAndDeleted() throws Exception {
        files.createDirectory(FilePath.of("a"));
        assertEquals(FilesException.Code.EXISTS, refusal(() -> files.createDirectory(FilePath.of("a"))));
        assertEquals(FilesException.Code.NOT_FOUND, refusal(() -> files.createDirectory(FilePath.of("b/c"))));
        workspace.put("a/x", "x");
        workspace.put("y", "y");
        assertEquals(FilesException.Code.EXISTS, refusal(() -> files.rename(FilePath.of("a"), FilePath.of("y"))));
        assertEquals(
                FilesException.Code.BAD_REQUEST, refusal(() -> files.rename(FilePath.of("a"), FilePath.of("a/b"))));
        assertEquals(FilesException.Code.NOT_FOUND, refusal(() -> files.rename(FilePath.of("no"), FilePath.of("z"))));
        files.rename(FilePath.of("a"), FilePath.of("b"));
        assertEquals("x", workspace.read("b/x"));
        assertEquals(FilesException.Code.NOT_EMPTY, refusal(() -> files.delete(FilePath.of("b"), false)));
        files.delete(FilePath.of("b"), true);
        files.delete(FilePath.of("y"), false);
        assertEquals(FilesException.Code.NOT_FOUND, refusal(() -> files.delete(FilePath.of("y"), false)));
        assertEquals(List.of(), files.list(FilePath.ROOT).entries());
    }

    @Test
    void aFileIsCopiedWithItsPermissionsAndNeverOverAnother() throws Exception {
        workspace.put("a", "content");
        Files.setPosixFilePermissions(workspace.path("a"), PosixFilePermissions.fromString("rwxr-xr-x"));
        files.copy(FilePath.of("a"), FilePath.of("b"));
        assertEquals("content", workspace.read("b"));
        assertTrue(Files.isExecutable(workspace.path("b")));
        assertEquals(FilesException.Code.EXISTS, refusal(() -> files.copy(FilePath.of("a"), FilePath.of("b"))));
        files.createDirectory(FilePath.of("c"));
        assertEquals(FilesException.Code.NOT_A_FILE, refusal(() -> files.copy(FilePath.of("c"), FilePath.of("d"))));
        assertNothingHalfWritten();
    }

    @Test
    void deletingALinkLeavesWhatItLeadsTo() throws Exception {
        workspace.put("kept/x", "x");
        Files.createSymbolicLink(workspace.path("link"), workspace.path("kept"));
        files.delete(FilePath.of("link"), true);
        assertEquals("x", workspace.read("kept/x"));
        assertFalse(Files.exists(workspace.path("link"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aTreeOfAThousandLevelsIsDeleted() throws Exception {
        workspace.put("d/" + "d/".repeat(1_000) + "f", "");
        files.delete(FilePath.of("d"), true);
        assertEquals(List.of(), files.list(FilePath.ROOT).entries());
    }

    @Test
    void aFifoIsNeverOpened() throws Exception {
        run("mkfifo pipe");
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(workspace.path("socket")));
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String name : List.of("pipe", "socket")) {
                FilePath path = FilePath.of(name);
                assertEquals(FilesException.Code.NOT_A_FILE, refusal(() -> files.read(path, 100)));
                assertEquals(FilesException.Code.NOT_A_FILE, refusal(() -> files.open(path)));
                assertEquals(FilesException.Code.NOT_A_FILE, refusal(() -> workspace.write(name, ANY, "x")));
                assertEquals(FilesException.Code.NOT_A_FILE, refusal(() -> files.copy(path, FilePath.of("copy"))));
            }
            assertEquals(
                    0, files.search(new SearchRequest("x", false, true, "", 10)).files());
            assertEquals(0, workspace.kept().size());
            files.delete(FilePath.of("pipe"), false);
        });
        assertEquals(
                List.of(new Listing.Entry("socket", FileKind.OTHER, 0, false)),
                files.list(FilePath.ROOT).entries());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "..",
                ".",
                "a/../b",
                "a/./b",
                "a//b",
                "a/",
                "/",
                "a\0b",
                "a\nb",
                "a\u0085b",
                "\ud800",
                ".codearena-x.tmp",
                "a/.codearena-1-2.tmp/b"
            })
    void aPathThatIsNoneIsRefused(String text) {
        assertEquals(FilesException.Code.BAD_REQUEST, refusal(() -> FilePath.of(text)));
    }

    @Test
    void pathsHaveLimits() throws Exception {
        FilePath.of("x".repeat(255));
        assertEquals(FilesException.Code.BAD_REQUEST, refusal(() -> FilePath.of("x".repeat(256))));
        assertEquals(FilesException.Code.BAD_REQUEST, refusal(() -> FilePath.of("ü".repeat(128))));
        FilePath.of("a/".repeat(63) + "a");
        assertEquals(FilesException.Code.BAD_REQUEST, refusal(() -> FilePath.of("a/".repeat(64) + "a")));
        assertEquals(
                FilesException.Code.BAD_REQUEST, refusal(() -> FilePath.of(("x".repeat(200) + "/").repeat(21) + "x")));
    }

    @Test
    void theRootItselfIsNotChanged() {
        assertEquals(FilesException.Code.BAD_REQUEST, refusal(() -> files.delete(FilePath.ROOT, true)));
        assertEquals(FilesException.Code.BAD_REQUEST, refusal(() -> files.rename(FilePath.ROOT, FilePath.of("x"))));
        assertEquals(FilesException.Code.BAD_REQUEST, refusal(() -> workspace.write("", ANY, "x")));
        assertEquals(FilesException.Code.BAD_REQUEST, refusal(() -> files.read(FilePath.ROOT, 10)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"grüße.txt", "日本語/名前", "emoji 🎉", " leading", "back\\slash", "quote'\"", "-rf", "a:b|c*?<>"})
    void namesMayBeAnything(String name) throws Exception {
        workspace.write(name, ABSENT, "content");
        assertEquals("content", new String(files.read(FilePath.of(name), 100).content(), StandardCharsets.UTF_8));
        assertTrue(workspace.kept().containsKey(name));
        files.rename(FilePath.of(name), FilePath.of("other"));
        files.rename(FilePath.of("other"), FilePath.of(FilePath.of(name).name()));
        files.delete(FilePath.of(FilePath.of(name).name()), true);
    }

    @Test
    void namesThatCannotBeSaidAreCountedAndTold() throws Exception {
        run("touch good $'bad\\xff' $'new\\nline'");
        Listing listing = files.list(FilePath.ROOT);
        assertEquals(1, listing.entries().size());
        assertEquals(2, listing.unnamed());
        assertEquals(List.of("good"), List.copyOf(workspace.kept().keySet()));
        Unkept unkept = workspace.heard().awaitUnkept(all -> all.files().size() == 2);
        assertEquals(
                List.of(
                        new Unkept.File("bad?", Unkept.Reason.NAME, 0),
                        new Unkept.File("new?line", Unkept.Reason.NAME, 0)),
                unkept.files());
        run("rm $'bad\\xff'");
        workspace.heard().awaitUnkept(all -> all.files().size() == 1);
        run("mkdir $'d\\xff'; touch $'d\\xff/x\\xff'; mv $'d\\xff' d");
        files.delete(FilePath.of("d"), true);
    }

    @Test
    void aFileIsSentAsItIs() throws Exception {
        workspace.put("x", "x".repeat(200_000));
        try (FileContent content = files.open(FilePath.of("x"))) {
            assertEquals(200_000, content.size());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            content.writeTo(out);
            assertArrayEquals(Files.readAllBytes(workspace.path("x")), out.toByteArray());
        }
        try (FileContent content = files.open(FilePath.of("x"))) {
            workspace.put("x", "short");
            assertThrows(IOException.class, () -> content.writeTo(new ByteArrayOutputStream()));
        }
    }

    @Test
    void whatAnEarlierRunLeftIsRemoved() throws Exception {
        close();
        workspace.put("a/.codearena-1-1.tmp", "half");
        workspace.put(".codearena-d.tmp/inner", "half");
        workspace.put("a/kept", "");
        open();
        assertEquals(List.of("a/kept"), List.copyOf(workspace.kept().keySet()));
        assertNothingHalfWritten();
    }

    @Test
    void newFilesBelongToTheOwner() throws Exception {
        assumeTrue(Files.getAttribute(directory, "unix:uid").equals(0), "root only");
        close();
        try (Workspace owned = new Workspace(directory, Workspace.QUICK.withOwner(54_321, 54_322))) {
            owned.write("a/b/c", ABSENT, "x");
            owned.files().createDirectory(FilePath.of("d"));
            owned.files().copy(FilePath.of("a/b/c"), FilePath.of("d/e"));
            owned.files()
                    .restore(new ByteArrayInputStream(
                            new FileStreamWriter().file("r/s", "x", false).end()));
            owned.write("a/b/c", new Base.Version(owned.version("a/b/c")), "y");
            for (String path : List.of("a", "a/b", "a/b/c", "d", "d/e", "r", "r/s")) {
                assertEquals(54_321, Files.getAttribute(owned.path(path), "unix:uid"), path);
                assertEquals(54_322, Files.getAttribute(owned.path(path), "unix:gid"), path);
            }
        }
    }

    @Test
    void onlyAnAbsoluteDirectoryThatIsNoLinkIsOpened() throws Exception {
        workspace.put("file", "");
        Files.createSymbolicLink(workspace.path("link"), directory);
        for (Path path :
                List.of(Path.of("relative"), workspace.path("file"), workspace.path("link"), workspace.path("none"))) {
            assertThrows(
                    FilesException.class,
                    () -> WorkspaceFiles.open(path, FilesSettings.defaults(), new Heard())
                            .close());
        }
    }

    private void run(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-ec", script)
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor());
    }

    private void assertNothingHalfWritten() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            assertEquals(
                    List.of(),
                    all.filter(path -> TempName.is(path.getFileName().toString()))
                            .toList());
        }
    }

    static FilesException.Code refusal(Executable executable) {
        return assertThrows(FilesException.class, executable).code();
    }
}
