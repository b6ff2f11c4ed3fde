package org.codearena.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.WorkspaceCommands;
import org.codearena.plugin.kit.PluginJars;
import org.codearena.plugin.kit.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What each language says that a person types is typed, in a plain directory; the programs of its kit must come out right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WorkspaceCommandsIT {
    private final PluginJars jars = PluginJars.load(
            Path.of(System.getProperty("codearena.plugins")), Path.of(System.getProperty("codearena.example")));

    /** A program, what it is given, and what it must print. */
    private record Try(String name, List<SourceFile> files, Optional<String> entryPoint, String input, String output) {}

    @AfterAll
    void stop() {
        jars.close();
    }

    @TestFactory
    Stream<DynamicTest> everyProgramIsMadeAndStartedByHand(@TempDir Path directory) {
        return jars.languages().stream()
                .flatMap(language -> tries(language)
                        .map(each -> DynamicTest.dynamicTest(
                                language.id() + ": " + each.name(),
                                () -> carryOut(language, each, Files.createTempDirectory(directory, "by-hand")))));
    }

    private Stream<Try> tries(Language language) {
        SourceFile hello = program(language, Role.HELLO).getFirst();
        String odd = "--version." + language.extensions().getFirst();
        List<SourceFile> two = program(language, Role.TWO_PROGRAMS);
        return Stream.of(
                new Try(
                        "self-test",
                        language.selfTest().files(),
                        Optional.empty(),
                        language.selfTest().input(),
                        language.selfTest().output()),
                plain(language, Role.HELLO, "", "Hello, w\u00f6rld! \u4f60\u597d\n"),
                plain(language, Role.ECHO, "a\tb\n", "a\tb\n"),
                plain(language, Role.ADD, "3 4\n", "7\n"),
                plain(language, Role.SEVERAL_FILES, "", "several files\n"),
                from(language, Role.ENTRY_POINT, 0, "from the entry point\n"),
                from(language, Role.TWO_PROGRAMS, 0, "first\n"),
                new Try(
                        "the second of two programs",
                        two,
                        Optional.of(two.get(1).path()),
                        "",
                        "second\n"),
                new Try(
                        "a name that looks like an option",
                        List.of(new SourceFile(odd, hello.content())),
                        Optional.empty(),
                        "",
                        "Hello, w\u00f6rld! \u4f60\u597d\n"));
    }

    private Try plain(Language language, Role role, String input, String output) {
        return new Try(role.label(), program(language, role), Optional.empty(), input, output);
    }

    private Try from(Language language, Role role, int file, String output) {
        List<SourceFile> files = program(language, role);
        return new Try(role.label(), files, Optional.of(files.get(file).path()), "", output);
    }

    private List<SourceFile> program(Language language, Role role) {
        return jars.programsOf(language).orElseThrow().program(role);
    }

    private static void carryOut(Language language, Try each, Path directory)
            throws IOException, InterruptedException, SourcesRefusedException {
        for (SourceFile file : each.files()) {
            Path path = directory.resolve(file.path());
            Files.createDirectories(path.getParent());
            Files.write(path, file.content());
        }
        WorkspaceCommands commands = language.workspaceCommands(
                        new PlanRequest(each.files(), each.entryPoint(), 256 << 20))
                .orElseThrow();
        if (!commands.build().isEmpty()) {
            run(commands.build(), "", directory);
        }
        assertArrayEquals(each.output().getBytes(StandardCharsets.UTF_8), run(commands.run(), each.input(), directory));
    }

    private static byte[] run(List<String> command, String input, Path directory)
            throws IOException, InterruptedException {
        Path given = Files.writeString(Files.createTempFile("by-hand", ".in"), input);
        Path printed = Files.createTempFile("by-hand", ".out");
        Path said = Files.createTempFile("by-hand", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(given.toFile())
                    .redirectOutput(printed.toFile())
                    .redirectError(said.toFile())
                    .start();
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), () -> "still running: " + command);
            assertEquals(0, process.exitValue(), command + ": " + Files.readString(said));
            return Files.readAllBytes(printed);
        } finally {
            Files.delete(given);
            Files.delete(printed);
            Files.delete(said);
        }
    }
}
