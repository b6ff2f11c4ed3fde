package org.codearena.runner.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreeTest {
    @TempDir
    private Path directory;

    private Tree tree;

    @BeforeEach
    void makeTree() throws IOException {
        tree = Tree.at(directory.resolve("tree"));
    }

    @Test
    void filesMayBeReadByAnybodyAndWrittenByNobody() throws IOException {
        assertEquals(5, tree.add(RelativePath.of("a/plain"), content("hello"), false));
        tree.add(RelativePath.of("a/tool"), content("x"), true);
        assertEquals("r--r--r--", mode("a/plain"));
        assertEquals("r-xr-xr-x", mode("a/tool"));
        assertEquals("rwxr-xr-x", mode("a"));
        assertEquals("hello", Files.readString(tree.root().resolve("a/plain")));
    }

    @Test
    void aFileIsNeverWrittenOverAnother() throws IOException {
        tree.add(RelativePath.of("a"), content("x"), false);
        assertThrows(FileAlreadyExistsException.class, () -> tree.add(RelativePath.of("a"), content("y"), false));
        assertThrows(IOException.class, () -> tree.add(RelativePath.of("a/b"), content("y"), false));
    }

    @Test
    void aLinkedTreeHasTheSameFilesAndTimes() throws IOException {
        Instant time = Instant.ofEpochSecond(1_000_000_000);
        tree.add(RelativePath.of("x/y/z"), content("deep"), true);
        tree.setModified(RelativePath.of("x/y/z"), time);
        Tree other = Tree.at(directory.resolve("other"));
        other.link(tree);
        Path linked = other.root().resolve("x/y/z");
        assertTrue(Files.isSameFile(linked, tree.root().resolve("x/y/z")));
        assertEquals(time, Files.getLastModifiedTime(linked).toInstant());
        tree.delete();
        assertEquals("deep", Files.readString(linked));
    }

    @Test
    void whatCoversAFileCanBeTakenAwayAgain() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "covers");
        tree.add(RelativePath.of("a/own"), content("own"), true);
        Tree shown = Tree.at(directory.resolve("shown"));
        shown.link(tree);
        List<RelativePath> paths =
                Stream.of("a/own", "a/new", "b/c/new").map(RelativePath::of).toList();
        for (RelativePath path : paths) {
            shown.cover(path, file);
            assertEquals("covers", Files.readString(shown.root().resolve(path.toString())));
        }
        assertThrows(IllegalArgumentException.class, () -> shown.cover(RelativePath.of("a"), file));
        assertThrows(IllegalArgumentException.class, () -> shown.cover(RelativePath.of("a/own/x"), file));
        for (RelativePath path : paths) {
            shown.uncover(path, tree);
        }
        assertEquals("own", Files.readString(shown.root().resolve("a/own")));
        assertEquals("own", Files.readString(tree.root().resolve("a/own")));
        try (var found = Files.walk(shown.root())) {
            assertEquals(3, found.count(), "the root, a and a/own");
        }
    }

    @Test
    void clearingLeavesTheDirectoryItself() throws IOException {
        tree.add(RelativePath.of("x/y/z"), content("deep"), false);
        Object before = Files.getAttribute(tree.root(), "unix:ino");
        tree.clear();
        assertEquals(before, Files.getAttribute(tree.root(), "unix:ino"));
        try (var entries = Files.list(tree.root())) {
            assertEquals(0, entries.count());
        }
    }

    @Test
    void deletingDoesNotFollowLinks() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("keep"), "kept");
        Files.createSymbolicLink(tree.root().resolve("link"), outside);
        tree.delete();
        assertFalse(Files.exists(tree.root()));
        assertEquals("kept", Files.readString(outside.resolve("keep")));
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(tree.root().resolve(name)));
    }

    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
