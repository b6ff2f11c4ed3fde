package org.codearena.runner.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.codearena.contract.workspace.Changes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChangesTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private Workspace workspace;
    private WorkspaceFiles files;

    @BeforeEach
    void open() throws Exception {
        workspace = new Workspace(directory);
        files = workspace.files();
        workspace.heard().awaitStart();
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    private void reopen(FilesSettings settings) throws Exception {
        workspace.close();
        workspace = new Workspace(directory, settings);
        files = workspace.files();
    }

    @Test
    void whatIsThereAtTheStartIsComplete() throws Exception {
        workspace.put("a/b.txt", "hello");
        workspace.put("c.sh", "#!/bin/sh");
        Files.setPosixFilePermissions(workspace.path("c.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(workspace.path("link"), Path.of("c.sh"));
        reopen(Workspace.QUICK);
        Changes all = files.changes("another", 7, LONG);
        assertTrue(all.complete());
        assertEquals(files.state().epoch(), all.epoch());
        assertEquals(
                Map.of("a/b.txt", content("hello", false), "c.sh", content("#!/bin/sh", true)),
                Workspace.kept(all.files()));
        FilesState state = files.state();
        assertEquals(2, state.files());
        assertEquals(14, state.bytes());
    }

    @Test
    void anEmptyWorkspaceIsCompleteAndCanBeWaitedOn() throws Exception {
        Changes all = files.changes("", 0, LONG);
        assertTrue(all.complete());
        assertEquals(List.of(), all.files());
        var waiting = CompletableFuture.supplyAsync(() -> changes(all.epoch(), all.revision(), LONG));
        workspace.put("x", "x");
        assertEquals("x", waiting.get(20, TimeUnit.SECONDS).files().getFirst().path());
        Changes none = files.changes(all.epoch(), files.state().revision(), Duration.ofMillis(10));
        assertEquals(List.of(), none.files());
        assertFalse(none.complete());
    }

    @Test
    void followingTheChangesLeadsToWhatIsThere() throws Exception {
        Follower follower = new Follower();
        workspace.put("a/x", "1");
        workspace.put("a/y", "2");
        workspace.put("b", "3");
        follower.awaitSame();
        workspace.put("a/x", "changed");
        Files.delete(workspace.path("b"));
        follower.awaitSame();
        Files.move(workspace.path("a"), workspace.path("moved"));
        workspace.put("moved/z", "in a directory that was moved");
        follower.awaitSame();
        Files.setPosixFilePermissions(workspace.path("moved/x"), PosixFilePermissions.fromString("rwx------"));
        workspace.put("new/deep/er/file", "4");
        follower.awaitSame();
        files.delete(FilePath.of("moved"), true);
        Files.delete(workspace.path("new/deep/er/file"));
        Files.delete(workspace.path("new/deep/er"));
        workspace.put("new/deep/er", "a file where a directory was");
        follower.awaitSame();
        Files.delete(workspace.path("new/deep/er"));
        Files.createSymbolicLink(workspace.path("new/deep/er"), Path.of("/etc"));
        follower.awaitSame();
        assertEquals(Set.of(), follower.known.keySet());
    }

    @Test
    void aFileThatKeepsItsSizeAndItsTimeIsNoticed() throws Exception {
        workspace.put("x", "aaaa");
        workspace.kept();
        var time = Files.getLastModifiedTime(workspace.path("x"));
        Files.writeString(workspace.path("x"), "bbbb");
        Files.setLastModifiedTime(workspace.path("x"), time);
        assertEquals(content("bbbb", false), workspace.kept("x"));
    }

    @Test
    void everyChangeBeforeAFlushIsInIt() throws Exception {
        for (int i = 0; i < 200; i++) {
            workspace.put("x", "content " + i % 10);
            assertEquals(content("content " + i % 10, false), workspace.kept("x"));
        }
    }

    @Test
    void eventsSayWhatHappenedWithItsVersion() throws Exception {
        workspace.put("a/x", "one");
        FileEvent made = workspace.heard().await("a/x", FileEvent.Kind.CREATED);
        assertEquals(Optional.of(Workspace.sha256("one")), made.version());
        assertEquals(
                FileKind.DIRECTORY,
                workspace.heard().await("a", FileEvent.Kind.CREATED).entry());
        WriteResult.Written written =
                (WriteResult.Written) workspace.write("a/x", new Base.Version(workspace.version("a/x")), "two");
        FileEvent changed = workspace.heard().await("a/x", FileEvent.Kind.CHANGED);
        assertEquals(Optional.of(written.version()), changed.version());
        Files.createSymbolicLink(workspace.path("link"), Path.of("a"));
        assertEquals(
                FileKind.LINK,
                workspace.heard().await("link", FileEvent.Kind.CREATED).entry());
        files.delete(FilePath.of("a"), true);
        workspace.heard().await("a/x", FileEvent.Kind.DELETED);
        assertEquals(
                FileKind.DIRECTORY,
                workspace.heard().await("a", FileEvent.Kind.DELETED).entry());
        files.flush();
        long ofX = workspace.heard().events().stream()
                .filter(event -> event.path().equals("a/x"))
                .count();
        assertEquals(3, ofX, workspace.heard().events()::toString);
        assertTrue(workspace.heard().events().stream()
                .noneMatch(event -> event.path().contains(".tmp")));
    }

    @Test
    void aCheckoutOfTwoThousandFilesArrivesWhole() throws Exception {
        Follower follower = new Follower();
        git("init", "-q", "-b", "empty");
        git("commit", "-q", "--allow-empty", "-m", "empty");
        git("checkout", "-q", "-b", "full");
        for (int i = 0; i < 2_000; i++) {
            workspace.put("src/d" + i % 40 + "/f" + i + ".txt", "file " + i);
        }
        git("add", "src");
        git("commit", "-q", "-m", "full");
        git("checkout", "-q", "empty");
        follower.awaitSame();
        assertFalse(Files.exists(workspace.path("src")));
        git("checkout", "-q", "full");
        follower.awaitSame();
        assertEquals(
                2_000,
                follower.known.keySet().stream()
                        .filter(path -> path.startsWith("src/"))
                        .count());
        assertTrue(
                workspace.heard().largest() <= 500,
                () -> "a piece of " + workspace.heard().largest());
    }

    @Test
    void aHugeSparseFileIsNotKeptAndStallsNobody() throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(workspace.path("huge").toFile(), "rw")) {
            file.setLength(10L << 30);
        }
        workspace.put("small", "x");
        assertTrue(workspace
                .heard()
                .await("small", FileEvent.Kind.CREATED)
                .version()
                .isPresent());
        Unkept unkept = workspace.heard().awaitUnkept(now -> !now.files().isEmpty());
        assertEquals(List.of(new Unkept.File("huge", Unkept.Reason.TOO_LARGE, 10L << 30)), unkept.files());
        assertEquals(Set.of("small"), workspace.kept().keySet());
        try (RandomAccessFile file = new RandomAccessFile(workspace.path("huge").toFile(), "rw")) {
            file.setLength(3L << 20);
        }
        workspace.heard().awaitUnkept(now -> now.files().isEmpty());
        assertEquals(3L << 20, workspace.kept("huge").size());
    }

    @Test
    void aFileThatNeverHoldsStillIsKeptAsItWasAtSomeMoment() throws Exception {
        Path log = workspace.path("log");
        Files.write(log, new byte[2 << 20]);
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        Thread writer = Thread.ofPlatform().start(() -> append(log, end));
        try {
            Changes.Content kept = workspace.kept("log");
            long size = kept.size();
            assertTrue(size >= 2 << 20, () -> "size " + size);
            try (FileContent content =
                    files.content(FilePath.of("log"), kept.sha256()).orElseThrow()) {
                assertEquals(size, content.size());
                content.writeTo(new ByteArrayOutputStream());
            }
        } finally {
            end.complete(true);
            writer.join();
        }
        assertEquals(Files.size(log), workspace.kept("log").size());
    }

    private static void append(Path log, CompletableFuture<Boolean> end) {
        while (!end.isDone()) {
            try {
                Files.writeString(log, "one more line\n", StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void contentIsOnlyThatWhichWasSpokenOf() throws Exception {
        for (int size : new int[] {5, 9 << 20}) {
            byte[] bytes = new byte[size];
            bytes[size - 1] = 1;
            Files.write(workspace.path("x"), bytes);
            String sha256 = workspace.kept("x").sha256();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (FileContent content = files.content(FilePath.of("x"), sha256).orElseThrow()) {
                content.writeTo(out);
            }
            assertArrayEquals(bytes, out.toByteArray());
            bytes[0] = 2;
            Files.write(workspace.path("x"), bytes);
            assertEquals(Optional.empty(), files.content(FilePath.of("x"), sha256));
            assertEquals(Optional.empty(), files.content(FilePath.of("x"), Workspace.sha256(new byte[1])));
            Files.delete(workspace.path("x"));
            assertEquals(Optional.empty(), files.content(FilePath.of("x"), sha256));
        }
    }

    @Test
    void withoutEnoughWatchesEverythingIsLookedAtInstead() throws Exception {
        for (int i = 0; i < 10; i++) {
            workspace.put("d" + i + "/x", "x");
        }
        reopen(Workspace.settings(5));
        workspace.heard().awaitWatching(reason -> reason.contains("more than 5"));
        for (int i = 0; i < 10; i++) {
            workspace.put("d" + i + "/y", "y");
            workspace.heard().await("d" + i + "/y", FileEvent.Kind.CREATED);
        }
        for (int i = 0; i < 8; i++) {
            files.delete(FilePath.of("d" + i), true);
        }
        workspace.heard().awaitWatching(String::isEmpty);
        workspace.put("d9/z", "z");
        workspace.heard().await("d9/z", FileEvent.Kind.CREATED);
    }

    @Test
    void moreFilesThanTheDiskMayHaveAreNotKept() throws Exception {
        reopen(Workspace.QUICK.withDisk(1 << 20, 3));
        for (int i = 0; i < 5; i++) {
            workspace.put("f" + i, "x");
        }
        Unkept unkept = workspace.heard().awaitUnkept(now -> now.files().size() == 2);
        assertEquals(Unkept.Reason.TOO_MANY, unkept.files().getFirst().reason());
        assertEquals(3, workspace.kept().size());
        for (int i = 0; i < 3; i++) {
            Files.delete(workspace.path("f" + i));
        }
        workspace.kept();
        assertEquals(2, workspace.kept().size());
    }

    @Test
    void directoriesBelowThePathsLimitAreNotKept() throws Exception {
        workspace.put("d/".repeat(70) + "x", "x");
        workspace.put("kept", "x");
        assertEquals(Set.of("kept"), workspace.kept().keySet());
        Unkept unkept = workspace.heard().awaitUnkept(now -> !now.files().isEmpty());
        assertEquals(Unkept.Reason.PATH, unkept.files().getFirst().reason());
    }

    @Test
    void aDirectoryThatIsReplacedByAnotherIsLookedAtAnew() throws Exception {
        Follower follower = new Follower();
        for (int i = 0; i < 30; i++) {
            workspace.put("new/f" + i, "x");
            Files.move(workspace.path("new"), workspace.path("d"), StandardCopyOption.ATOMIC_MOVE);
            workspace.put("d/inner/f" + i, "y");
            follower.awaitSame();
            files.delete(FilePath.of("d"), true);
        }
    }

    private Changes changes(String epoch, long after, Duration wait) {
        try {
            return files.changes(epoch, after, wait);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Changes.Content content(String text, boolean executable) {
        return new Changes.Content(Workspace.sha256(text), text.length(), executable);
    }

    private void git(String... arguments) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of("git", "-c", "user.name=u", "-c", "user.email=u@example.org", "-c", "gc.auto=0"),
                        Stream.of(arguments))
                .toList();
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).inheritIO();
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        assertEquals(0, builder.start().waitFor());
    }

    /** Does what a keeper does: asks again and again what differs, and ends up with what is there. */
    private final class Follower {
        private final Map<String, Changes.Content> known = new HashMap<>();
        private String epoch = "";
        private long revision;

        void awaitSame() throws Exception {
            Map<String, Changes.Content> there = onDisk();
            long deadline = System.nanoTime() + LONG.toNanos();
            while (!known.equals(there)) {
                long left = deadline - System.nanoTime();
                assertTrue(left > 0, () -> "there is " + there.keySet() + ", but known is " + known.keySet());
                Changes changes = files.changes(epoch, revision, Duration.ofNanos(left));
                if (changes.complete()) {
                    known.clear();
                }
                changes.files().forEach(this::apply);
                epoch = changes.epoch();
                revision = changes.revision();
            }
        }

        private void apply(Changes.FileChange change) {
            change.content()
                    .ifPresentOrElse(content -> known.put(change.path(), content), () -> known.remove(change.path()));
        }

        private Map<String, Changes.Content> onDisk() throws IOException {
            Map<String, Changes.Content> there = new TreeMap<>();
            try (Stream<Path> all = Files.walk(directory)) {
                Predicate<Path> isFile = path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
                for (Path path : (Iterable<Path>) all.filter(isFile)::iterator) {
                    byte[] bytes = Files.readAllBytes(path);
                    there.put(
                            directory.relativize(path).toString(),
                            new Changes.Content(Workspace.sha256(bytes), bytes.length, Files.isExecutable(path)));
                }
            }
            return there;
        }
    }
}
