package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.server.execution.RunnerClient;
import org.codearena.server.infra.DirectoryBlobs;
import org.codearena.server.judge.FreeSlots;
import org.codearena.server.judge.Judging;
import org.codearena.server.judge.Program;
import org.codearena.server.judge.Progress;
import org.codearena.server.judge.TestSet;
import org.codearena.server.judge.Toolchains;
import org.codearena.server.language.Languages;
import org.codearena.server.language.Toolchain;
import org.codearena.server.problem.JudgingRules;
import org.codearena.server.submission.Judgement;
import org.codearena.services.Supervisor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every attack that a contestant can express in a language we ship, against the real runner, box and plugins. Each file of
 * {@code attacks} says in its first line how it may end; after each of them an honest program must be accepted, and
 * nothing of the attack may be left.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class AttackIT {
    private static final String HONEST = "a, b = map(int, input().split())\nprint(a + b)\n";
    private static final Pattern EXPECTATION = Pattern.compile("(?:#|//) expect: (.+)");

    @TempDir
    private static Path directory;

    private Supervisor runner;
    private Languages languages;
    private Judging judging;
    private TestSet tests;

    @BeforeAll
    void startTheRunner() throws IOException {
        DataDirectory data = new DataDirectory(directory.resolve("data"));
        Files.createDirectories(data.root());
        AppLayout app = AppLayout.ofThisProcess();
        RunnerProgram program = new RunnerProgram(app, data);
        runner = Supervisor.start(program, data.home());
        languages = Languages.load(app.plugins());
        RunnerClient runners = new RunnerClient(program.address());
        DirectoryBlobs blobs = new DirectoryBlobs(directory.resolve("blobs"));
        for (Language language : languages.all()) {
            Toolchain toolchain = new Toolchains(runners, blobs, languages).check(language);
            assertTrue(toolchain.isAvailable(), toolchain.toString());
        }
        judging = new Judging(runners, blobs, languages, new FreeSlots());
        String input = blobs.put(bytes("20 22\n"));
        String answer = blobs.put(bytes("42\n"));
        tests = new TestSet(
                1_000,
                128L << 20,
                1 << 20,
                JudgingRules.PLAIN,
                List.of(
                        TestSet.Test.plain(1, "secret", true, input, answer),
                        TestSet.Test.plain(2, "secret", true, input, answer)));
    }

    @AfterAll
    void stopTheRunner() {
        languages.close();
        runner.close();
    }

    static Stream<String> attacks() throws IOException {
        try (Stream<Path> files = Files.list(attackDirectory())) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void attackEndsAsItShouldAndHurtsNobody(String name) throws IOException {
        String source = Files.readString(attackDirectory().resolve(name));
        Judgement judgement = judge(name, source);
        assertTrue(
                expected(source).contains(judgement.verdict().wireName()),
                name + " ended with " + judgement.verdict().wireName() + ", expected " + expected(source) + ": "
                        + judgement.tests() + judgement.compilerOutput());
    }

    @Test
    void aSourceFullOfNonsenseIsACompileErrorAndNoFaultOfOurs() {
        byte[] nonsense = new byte[200_000];
        for (int i = 0; i < nonsense.length; i++) {
            nonsense[i] = (byte) (i * 31);
        }
        for (Language language : languages.all()) {
            SourceFile file = new SourceFile("main." + language.extensions().getFirst(), nonsense);
            assertEquals("compile-error", judge(language, file).verdict().wireName());
        }
    }

    /** The next submission is unaffected, and beneath the runner there is nothing but its launchers. */
    @AfterEach
    void nothingIsLeft() {
        Judgement honest = judge("honest.py", HONEST);
        assertEquals("accepted", honest.verdict().wireName(), honest.toString());
        assertEquals(Set.of(), processesInBoxes());
    }

    private Judgement judge(String name, String source) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        Language language = languages.all().stream()
                .filter(each -> each.extensions().contains(extension))
                .findFirst()
                .orElseThrow();
        return judge(language, SourceFile.of(name.length() > 100 ? "Main.java" : name, source));
    }

    private Judgement judge(Language language, SourceFile file) {
        return judging.judge(new Program(language, List.of(file), Optional.empty()), tests, Progress.UNHEARD);
    }

    private static Set<String> expected(String source) {
        Matcher matcher = EXPECTATION.matcher(source);
        assertTrue(matcher.lookingAt(), "the first line says how it may end");
        return Arrays.stream(matcher.group(1).split(", ")).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is beneath the runner's own children, which are the boxes' launchers. */
    private Set<Long> processesInBoxes() {
        ProcessHandle process = ProcessHandle.of(runner.pid().orElseThrow()).orElseThrow();
        return process.children()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private static Path attackDirectory() {
        return Path.of(URI.create(
                Objects.requireNonNull(AttackIT.class.getResource("/attacks")).toString()));
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
