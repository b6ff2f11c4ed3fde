package org.codearena.runner.prepared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.codearena.runner.tree.RelativePath;
import org.codearena.runner.tree.Tree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PreparedTest {
    private static final Instant TIME = Instant.ofEpochSecond(1_500_000_000);

    @TempDir
    private Path directory;

    private Prepared prepared;

    @BeforeEach
    void open() throws IOException {
        prepared = new Prepared(
                Tree.at(directory.resolve("prepared")).root(),
                Tree.at(directory.resolve("versions")).root(),
                Tree.at(directory.resolve("making")).root());
    }

    @Test
    void aNewVersionTakesThePlaceOfTheOldOne() throws IOException {
        make("java", "1", "old");
        make("java", "2", "new");
        assertTrue(prepared.has("java", "2"));
        assertFalse(prepared.has("java", "1"));
        Path shown = directory.resolve("prepared/java/archive");
        assertEquals("new", Files.readString(shown));
        assertEquals(TIME, Files.getLastModifiedTime(shown).toInstant());
    }

    @Test
    void aVersionIsStillThereAfterARestart() throws IOException {
        make("java", "1", "x");
        open();
        assertTrue(prepared.has("java", "1"));
    }

    @Test
    void aVersionWhoseFilesAreGoneDoesNotCount() throws IOException {
        make("java", "1", "x");
        new Tree(directory.resolve("prepared/java")).delete();
        assertFalse(prepared.has("java", "1"));
        make("java", "1", "x");
        assertTrue(prepared.has("java", "1"));
    }

    @Test
    void aDraftThatIsNotSwappedInChangesNothing() throws IOException {
        make("java", "1", "x");
        try (Prepared.Draft draft = prepared.draft("java")) {
            draft.tree().add(RelativePath.of("half"), new ByteArrayInputStream(new byte[10]), false);
        }
        assertTrue(prepared.has("java", "1"));
        String[] left = directory.resolve("making").toFile().list();
        assertEquals(0, left == null ? -1 : left.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "/etc", ".hidden", "Java", "a b"})
    void aLanguageThatIsNoNameIsRefused(String language) {
        assertThrows(IllegalArgumentException.class, () -> prepared.check(language, "1"));
    }

    private void make(String language, String version, String text) throws IOException {
        prepared.makePlace(language);
        try (Prepared.Draft draft = prepared.draft(language)) {
            RelativePath archive = RelativePath.of("archive");
            draft.tree().add(archive, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), false);
            draft.tree().setModified(archive, TIME);
            prepared.swap(language, version, draft);
        }
    }
}
