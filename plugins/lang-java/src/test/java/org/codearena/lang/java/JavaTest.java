package org.codearena.lang.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.lang.java.box.BoxCompiler;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.kit.Description;
import org.codearena.plugin.kit.Role;
import org.junit.jupiter.api.Test;

final class JavaTest {
    private final Language java = new Java();

    @Test
    void thereIsNothingToComplainOf() {
        assertEquals(List.of(), Description.complaints(java));
    }

    @Test
    void sourcesAndEntryPointAreForTheCompilerToRead() throws SourcesRefusedException {
        List<String> compile = compile(plan(Optional.of("b.Main"), "a.txt", "-J-Xmx1.java", "b/Main.java"));
        assertEquals(
                List.of(BoxCompiler.class.getName(), "/out", "b.Main", "-J-Xmx1.java", "b/Main.java"),
                compile.subList(compile.size() - 5, compile.size()));
    }

    @Test
    void theOnlyFileIsASourceWhateverItIsCalled() throws SourcesRefusedException {
        assertEquals("solution", compile(plan(Optional.empty(), "solution")).getLast());
    }

    @Test
    void severalFilesOfWhichNoneIsASourceAreRefused() {
        SourcesRefusedException refused =
                assertThrows(SourcesRefusedException.class, () -> plan(Optional.empty(), "a.txt", "b.class"));
        assertEquals("no file ends in .java: a.txt, b.class", refused.getMessage());
    }

    @Test
    void theHeapIsWhatTheProblemAllows() throws SourcesRefusedException {
        List<String> run = plan(Optional.empty(), "A.java").run().command();
        assertTrue(run.containsAll(List.of("-Xms64m", "-Xmx100m")), run::toString);
    }

    @Test
    void aSmallHeapStartsWhole() throws SourcesRefusedException {
        Plan plan = java.plan(new PlanRequest(List.of(SourceFile.of("A.java", "")), Optional.empty(), 16 << 20));
        assertTrue(plan.run().command().containsAll(List.of("-Xms16m", "-Xmx16m")));
    }

    @Test
    void aCompilerFromJdk25OnWillDo() {
        assertEquals(Optional.of("25.0.3"), java.versionProbe().versionIn("javac 25.0.3\n"));
        assertEquals(Optional.of("26-ea"), java.versionProbe().versionIn("javac 26-ea\n"));
        assertEquals(Optional.empty(), java.versionProbe().versionIn("javac 21.0.2\n"));
        assertEquals(Optional.empty(), java.versionProbe().versionIn("openjdk 25.0.3 2026-04-21\n"));
    }

    @Test
    void thePreparationCarriesEveryClassOfTheDriver() throws IOException, URISyntaxException {
        Path driver = Path.of(BoxCompiler.class.getResource("BoxCompiler.class").toURI())
                .getParent();
        Set<String> built;
        try (Stream<Path> classes = Files.list(driver)) {
            built = classes.map(path -> "compiler/org/codearena/lang/java/box/" + path.getFileName())
                    .filter(path -> !path.endsWith("package-info.class"))
                    .collect(Collectors.toSet());
        }
        Set<String> carried = java.preparation().orElseThrow().files().stream()
                .map(SourceFile::path)
                .filter(path -> path.endsWith(".class"))
                .collect(Collectors.toSet());
        assertEquals(built, carried);
    }

    @Test
    void thereIsAProgramForEveryRole() {
        Stream.of(Role.values())
                .forEach(role -> assertFalse(new JavaPrograms().program(role).isEmpty(), role::label));
    }

    private static List<String> compile(Plan plan) {
        return plan.compile().orElseThrow().command();
    }

    private Plan plan(Optional<String> entryPoint, String... paths) throws SourcesRefusedException {
        List<SourceFile> files =
                Stream.of(paths).map(path -> SourceFile.of(path, "")).toList();
        return java.plan(new PlanRequest(files, entryPoint, 100 << 20));
    }
}
