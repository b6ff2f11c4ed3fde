package org.codearena.lang.node;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeTest {
    private static final long MEMORY = 100 << 20;

    private final Language node = new Node();

    @Test
    void thereIsNothingToComplainOf() {
        assertEquals(List.of(), Description.complaints(node));
    }

    @Test
    void indexIsWhereAProgramStarts() throws SourcesRefusedException {
        assertEquals("/box/index.js", started("a.js", "main.js", "index.js"));
    }

    @Test
    void thenMain() throws SourcesRefusedException {
        assertEquals("/box/main.mjs", started("a.js", "main.mjs"));
    }

    @Test
    void theOnlyScriptIsStartedWhateverItIsCalled() throws SourcesRefusedException {
        assertEquals("/box/-a.cjs", started("data.txt", "-a.cjs"));
        assertEquals("/box/solution", started("solution"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/app.js", "./src/app.js", "src/app"})
    void whatThePackageCallsItsMainFileGoesBeforeTheUsualNames(String main) throws SourcesRefusedException {
        Plan plan = plan(
                Optional.empty(),
                SourceFile.of("index.js", ""),
                SourceFile.of("src/app.js", ""),
                SourceFile.of("package.json", "{\"main\": \"" + main + "\"}"));
        assertEquals("/box/src/app.js", started(plan));
    }

    @Test
    void aMainFileMayBeADirectoryWithAnIndex() throws SourcesRefusedException {
        Plan plan = plan(
                Optional.empty(),
                SourceFile.of("a.js", ""),
                SourceFile.of("lib/index.js", ""),
                SourceFile.of("package.json", "{\"main\": \"lib\"}"));
        assertEquals("/box/lib/index.js", started(plan));
    }

    @Test
    void aMainFileThatIsNotThereIsPassedOver() throws SourcesRefusedException {
        Plan plan = plan(
                Optional.empty(),
                SourceFile.of("index.js", ""),
                SourceFile.of("package.json", "{\"main\": \"../../etc/passwd\"}"));
        assertEquals("/box/index.js", started(plan));
    }

    @Test
    void anEntryPointGoesBeforeEverythingElse() throws SourcesRefusedException {
        Plan plan = plan(Optional.of("b.js"), SourceFile.of("index.js", ""), SourceFile.of("b.js", ""));
        assertEquals("/box/b.js", started(plan));
    }

    @Test
    void severalScriptsWithoutAUsualNameAreRefused() {
        SourcesRefusedException refused = assertThrows(SourcesRefusedException.class, () -> started("a.js", "b.js"));
        assertEquals(
                "which file to start is unclear: name one index.js or main.js, or give package.json a \"main\";"
                        + " files: a.js, b.js",
                refused.getMessage());
    }

    @Test
    void theHeapIsWhatTheProblemAllows() throws SourcesRefusedException {
        List<String> run =
                plan(Optional.empty(), SourceFile.of("a.js", "")).run().command();
        assertTrue(run.contains("--max-old-space-size=100"), run::toString);
    }

    @Test
    void everyFileIsCheckedUnderItsOwnName() throws SourcesRefusedException {
        List<String> compile = plan(Optional.empty(), SourceFile.of("--eval.js", ""), SourceFile.of("a b.txt", ""))
                .compile()
                .orElseThrow()
                .command();
        assertEquals(
                List.of("--", "--eval.js", "--eval.js", "a b.txt"),
                compile.subList(compile.size() - 4, compile.size()));
    }

    @Test
    void theVersionIsFound() {
        assertEquals(Optional.of("20.20.2"), node.versionProbe().versionIn("v20.20.2\n"));
    }

    @Test
    void thereIsAProgramForEveryRole() {
        Stream.of(Role.values())
                .forEach(role -> assertFalse(new NodePrograms().program(role).isEmpty(), role::label));
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
        return node.plan(new PlanRequest(List.of(files), entryPoint, MEMORY));
    }
}
