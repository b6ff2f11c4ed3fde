package org.codearena.lang.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.kit.Description;
import org.codearena.plugin.kit.Role;
import org.junit.jupiter.api.Test;

final class PythonTest {
    private static final String GUARDED = "if __name__ == '__main__':\n    pass\n";

    private final Language python = new Python();

    @Test
    void thereIsNothingToComplainOf() {
        assertEquals(List.of(), Description.complaints(python));
    }

    @Test
    void mainIsWhereAProgramStarts() throws SourcesRefusedException {
        assertEquals("/box/main.pyc", started("a.py", "main.py", "__main__.py"));
    }

    @Test
    void withoutMainItIsTheMainModule() throws SourcesRefusedException {
        assertEquals("/box/__main__.pyc", started("a.py", "__main__.py"));
    }

    @Test
    void theOnlyModuleIsStartedWhateverItIsCalled() throws SourcesRefusedException {
        assertEquals("/box/a-1.pyc", started("data.txt", "a-1.py"));
    }

    @Test
    void theOnlyFileIsStartedWhateverItIsCalled() throws SourcesRefusedException {
        assertEquals("/box/solution.pyc", started("solution"));
    }

    @Test
    void theOnlyModuleWithAMainGuardIsStarted() throws SourcesRefusedException {
        assertEquals(
                "/box/b.pyc",
                started(plan(Optional.empty(), SourceFile.of("a.py", ""), SourceFile.of("b.py", GUARDED))));
    }

    @Test
    void aMainGuardStandsAtTheLeftMargin() {
        assertTrue(MainGuard.isIn(SourceFile.of("a.py", "import b\nif(\"__main__\" == __name__):")));
        assertFalse(MainGuard.isIn(SourceFile.of("a.py", "  if __name__ == '__main__':")));
        assertFalse(MainGuard.isIn(SourceFile.of("a.py", "# if __name__ == '__main__':")));
    }

    @Test
    void twoMainGuardsAreRefused() {
        assertRefused(
                "which file to start is unclear: name one main.py, or write \"if __name__ == '__main__':\" in exactly"
                        + " one; files: a.py, b.py",
                SourceFile.of("a.py", GUARDED),
                SourceFile.of("b.py", GUARDED));
    }

    @Test
    void anEntryPointGoesBeforeEverythingElse() throws SourcesRefusedException {
        Plan plan = plan(Optional.of("a/b.py"), SourceFile.of("main.py", ""), SourceFile.of("a/b.py", ""));
        assertEquals("/box/a/b.pyc", started(plan));
    }

    @Test
    void aModuleOfAPackageIsStartedByItsName() throws SourcesRefusedException {
        Plan plan = plan(
                Optional.of("src/a/b/c.py"),
                SourceFile.of("src/a/b/c.py", ""),
                SourceFile.of("src/a/b/__init__.py", ""),
                SourceFile.of("src/a/__init__.py", ""));
        List<String> command = plan.run().command();
        assertEquals(
                List.of("/box/src/", "/box/src/a/b/", "a.b.c"), command.subList(command.size() - 3, command.size()));
    }

    @Test
    void whatHasNoNameInItsPackageIsStartedByItsPath() throws SourcesRefusedException {
        SourceFile init = SourceFile.of("a/__init__.py", "");
        for (String path : List.of("a/b.c.py", "a/solution", "a/__init__.py", "b/c.py")) {
            Plan plan = plan(Optional.of(path), SourceFile.of(path, ""), init);
            assertTrue(started(plan).startsWith("/box/" + path), () -> started(plan));
        }
    }

    @Test
    void theOnlyMainModuleIsStarted() throws SourcesRefusedException {
        assertEquals("/box/a/__main__.pyc", started("a/__main__.py", "a/b.py", "c.py"));
    }

    @Test
    void bytecodeAndNativeModulesAreLeftOut() throws SourcesRefusedException {
        Plan plan = plan(
                Optional.empty(),
                SourceFile.of("main.py", ""),
                SourceFile.of("main.pyc", "x"),
                SourceFile.of("fast.so", "x"));
        assertEquals(List.of(SourceFile.of("main.py", "")), plan.files());
    }

    @Test
    void nothingButBytecodeIsRefused() {
        assertRefused("there is no source file: main.pyc", SourceFile.of("main.pyc", "x"));
    }

    @Test
    void everyFileIsCheckedUnderItsOwnName() throws SourcesRefusedException {
        List<String> compile = plan(Optional.empty(), SourceFile.of("-c.py", ""), SourceFile.of("a b.txt", ""))
                .compile()
                .orElseThrow()
                .command();
        assertEquals(List.of("-c.py", "-c.py", "a b.txt"), compile.subList(compile.size() - 3, compile.size()));
    }

    @Test
    void theVersionIsFound() {
        assertEquals(Optional.of("3.11.2"), python.versionProbe().versionIn("Python 3.11.2\n"));
        assertEquals(Optional.empty(), python.versionProbe().versionIn("Python 2.7.18\n"));
    }

    @Test
    void thereIsAProgramForEveryRole() {
        Stream.of(Role.values())
                .forEach(role -> assertFalse(new PythonPrograms().program(role).isEmpty(), role::label));
    }

    private String started(String... paths) throws SourcesRefusedException {
        return started(plan(
                Optional.empty(),
                Stream.of(paths).map(path -> SourceFile.of(path, "")).toArray(SourceFile[]::new)));
    }

    private static String started(Plan plan) {
        return plan.run().command().getLast();
    }

    private Plan plan(Optional<String> entryPoint, SourceFile... files) throws SourcesRefusedException {
        return python.plan(new PlanRequest(List.of(files), entryPoint, 256 << 20));
    }

    private void assertRefused(String message, SourceFile... files) {
        assertEquals(
                message,
                assertThrows(SourcesRefusedException.class, () -> plan(Optional.empty(), files))
                        .getMessage());
    }
}
