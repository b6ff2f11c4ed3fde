package org.codearena.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Limits;
import org.codearena.contract.RunRequest;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.plugin.Language;
import org.codearena.plugin.LanguagePlugin;
import org.codearena.plugin.kit.CaseResult;
import org.codearena.plugin.kit.Conformance;
import org.codearena.plugin.kit.PluginJars;
import org.codearena.plugin.kit.Table;
import org.codearena.runner.wire.WireJson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginState;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LanguagesInTheSandboxIT {
    private static final Path SHIPPED = Path.of(System.getProperty("codearena.plugins"));
    private static final Path EXAMPLE = Path.of(System.getProperty("codearena.example"));
    private static final Path BOX = Path.of(System.getProperty("codearena.box"));

    private final PluginJars jars;
    private final RunnerProcess runner;
    private final RunnerBench bench;

    LanguagesInTheSandboxIT(@TempDir Path directory) throws IOException {
        jars = PluginJars.load(SHIPPED, EXAMPLE);
        runner = RunnerProcess.start(BOX, directory.resolve("runner"));
        bench = new RunnerBench(runner.address());
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        bench.close();
        jars.close();
        runner.stop();
    }

    @Test
    void everyJarStartsFromItsDirectory() {
        assertEquals(List.of(), jars.complaints());
        List<LanguagePlugin> plugins = jars.manager().getExtensions(LanguagePlugin.class);
        assertEquals(jars.manager().getPlugins().size(), plugins.size());
        jars.manager().getPlugins().forEach(plugin -> assertEquals(PluginState.STARTED, plugin.getPluginState()));
        plugins.forEach(plugin ->
                assertInstanceOf(PluginClassLoader.class, plugin.getClass().getClassLoader()));
        assertFalse(plugins.isEmpty());
    }

    /** Each piece of output is a frame with a head of its own, so there are more bytes than were printed. */
    @Test
    void aSlowReaderGetsEveryByte() throws IOException, InterruptedException {
        int printed = 7_000_000;
        String program = bench.compile(new CompileRequest(
                        List.of(SourceFile.of("a", "")), Optional.empty(), Limits.DEFAULT, 1 << 10, 1))
                .program()
                .orElseThrow();
        RunRequest request = new RunRequest(
                Step.of("head", "-c", Integer.toString(printed), "/dev/zero"), Optional.empty(), Limits.DEFAULT);
        long length = SlowReader.lengthOfAnswer(
                runner.address(),
                "/programs/" + program + "/runs",
                WireJson.mapper().writeValueAsBytes(request));
        assertTrue(length > printed && length < printed * 1.01, () -> "the answer has " + length + " bytes");
    }

    @TestFactory
    Stream<DynamicTest> everyLanguageConforms() {
        return jars.languages().stream()
                .map(language -> DynamicTest.dynamicTest(language.id(), () -> assertConforms(language)));
    }

    private void assertConforms(Language language) throws IOException, InterruptedException {
        List<CaseResult> results = new Conformance(bench, _ -> {})
                .verify(language, jars.programsOf(language).orElseThrow());
        System.out.print(Table.of(results));
        List<CaseResult> amiss =
                results.stream().filter(result -> !result.agrees()).toList();
        assertTrue(amiss.isEmpty(), () -> Table.of(amiss));
    }
}
