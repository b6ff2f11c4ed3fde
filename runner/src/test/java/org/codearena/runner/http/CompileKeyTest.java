package org.codearena.runner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Limits;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.runner.prepared.Prepared;
import org.codearena.runner.tree.Tree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompileKeyTest {
    @TempDir
    private Path directory;

    private Path tool;
    private Prepared prepared;
    private CompileKey keys;

    @BeforeEach
    void makeToolchain() throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        tool = Files.writeString(bin.resolve("compiler"), "v1");
        prepared = new Prepared(
                Tree.at(directory.resolve("prepared")).root(),
                Tree.at(directory.resolve("versions")).root(),
                Tree.at(directory.resolve("making")).root());
        keys = new CompileKey(Map.of("PATH", directory.resolve("earlier") + ":" + bin), prepared);
    }

    @Test
    void theSameRequestHasTheSameKeyWhateverTheOrderOfItsFiles() throws IOException {
        SourceFile a = SourceFile.of("a", "1");
        SourceFile b = SourceFile.of("b", "2");
        assertEquals(key(Step.of("compiler"), a, b), key(Step.of("compiler"), b, a));
    }

    @Test
    void whatMattersChangesTheKey() throws IOException {
        SourceFile file = SourceFile.of("ab", "c");
        String key = key(Step.of("compiler", "x"), file);
        assertNotEquals(key, key(Step.of("compiler", "x"), SourceFile.of("a", "bc")));
        assertNotEquals(key, key(Step.of("compiler", "y"), file));
        assertNotEquals(key, key(Step.of("compiler", "x", ""), file));
        assertNotEquals(key, key(new Step(List.of("compiler", "x"), Map.of("A", "b")), file));
        CompileRequest without = new CompileRequest(List.of(file), Optional.empty(), Limits.DEFAULT, 1, 1);
        assertNotEquals(key, keys.of(without));
    }

    @Test
    void anotherCompilerOfTheSameNameChangesTheKey() throws IOException {
        for (Step step :
                List.of(Step.of("compiler", "x"), Step.of("sh", "-c", "cd /box && exec 'compiler' x>/out/log"))) {
            String key = key(step);
            Files.writeString(tool, "version 2");
            String changed = key(step);
            assertNotEquals(key, changed);
            Files.setLastModifiedTime(tool, FileTime.fromMillis(1_000_000));
            String touched = key(step);
            assertNotEquals(changed, touched);
            Path first = Files.createDirectories(directory.resolve("earlier")).resolve("compiler");
            Files.createSymbolicLink(first, Path.of("/bin/sh"));
            assertNotEquals(touched, key(step), "a link that comes first in the PATH");
            Files.delete(first);
            assertEquals(touched, key(step));
        }
    }

    @Test
    void anotherPreparationChangesTheKey() throws IOException {
        String key = key(Step.of("compiler"));
        prepare("1");
        String first = key(Step.of("compiler"));
        prepare("2");
        assertNotEquals(key, first);
        assertNotEquals(first, key(Step.of("compiler")));
        prepare("1");
        assertEquals(first, key(Step.of("compiler")));
    }

    private void prepare(String version) throws IOException {
        try (Prepared.Draft made = prepared.draft("lang")) {
            prepared.swap("lang", version, made);
        }
    }

    private String key(Step step, SourceFile... files) throws IOException {
        return keys.of(new CompileRequest(List.of(files), Optional.of(step), Limits.DEFAULT, 1 << 20, 10));
    }
}
