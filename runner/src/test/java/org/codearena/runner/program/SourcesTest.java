package org.codearena.runner.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.codearena.contract.SourceFile;
import org.codearena.runner.tree.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourcesTest {
    @Test
    void writesEveryFile(@TempDir Path directory) throws IOException {
        Sources sources = Sources.of(List.of(SourceFile.of("a/b", "12"), SourceFile.of("a/c", "345")));
        assertEquals(5, sources.writeTo(new Tree(directory)));
        assertEquals("12", Files.readString(directory.resolve("a/b")));
        assertEquals("345", Files.readString(directory.resolve("a/c")));
    }

    @Test
    void refusesTheSamePathTwice() {
        assertEquals("path 'a' is there twice", refusal(SourceFile.of("a", "1"), SourceFile.of("a", "2")));
    }

    @Test
    void refusesAFileBelowAFile() {
        assertEquals("path 'a/b/c' lies below a file", refusal(SourceFile.of("a/b/c", "1"), SourceFile.of("a/b", "2")));
    }

    @Test
    void refusesTooManyFiles() {
        List<SourceFile> many = Collections.nCopies(5_000, SourceFile.of("a", ""));
        assertThrows(IllegalArgumentException.class, () -> Sources.of(many));
    }

    private static String refusal(SourceFile... files) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Sources.of(List.of(files)))
                .getMessage());
    }
}
