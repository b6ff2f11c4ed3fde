package org.codearena.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.codearena.contract.SourceFile;
import org.junit.jupiter.api.Test;

final class PlanRequestTest {
    @Test
    void withoutAnEntryPointThereIsNoEntryFile() throws SourcesRefusedException {
        assertEquals(Optional.empty(), of(Optional.empty(), "a.py").entryFile());
    }

    @Test
    void anEntryPointIsFoundByItsPath() throws SourcesRefusedException {
        assertEquals(
                "b/c.py",
                of(Optional.of("b/c.py"), "a.py", "b/c.py")
                        .entryFile()
                        .orElseThrow()
                        .path());
    }

    @Test
    void anEntryPointThatIsNoFileIsRefusedWithTheFilesThereAre() {
        PlanRequest request = of(Optional.of("c.py"), "a.py", "b.py");
        assertEquals(
                "the entry point 'c.py' is none of the files: a.py, b.py",
                assertThrows(SourcesRefusedException.class, request::entryFile).getMessage());
    }

    @Test
    void aLongListOfPathsIsCut() {
        String[] paths = IntStream.range(0, 100).mapToObj(i -> i + ".c").toArray(String[]::new);
        assertEquals(
                "0.c, 1.c, 2.c, 3.c, 4.c, 5.c, 6.c, 7.c, 8.c, 9.c and 90 more",
                of(Optional.empty(), paths).paths());
    }

    @Test
    void filesThatAreNoSourcesAreLeftOut() throws SourcesRefusedException {
        assertEquals(
                "a.py",
                of(Optional.empty(), "a.py", "a.pyc", "b.so")
                        .without(".pyc", ".so")
                        .paths());
    }

    @Test
    void nothingButFilesThatAreNoSourcesIsRefused() {
        PlanRequest request = of(Optional.empty(), "a.pyc");
        assertEquals(
                "there is no source file: a.pyc",
                assertThrows(SourcesRefusedException.class, () -> request.without(".pyc"))
                        .getMessage());
    }

    private static PlanRequest of(Optional<String> entryPoint, String... paths) {
        List<SourceFile> files =
                Stream.of(paths).map(path -> SourceFile.of(path, "")).toList();
        return new PlanRequest(files, entryPoint, 1 << 28);
    }
}
