package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.codearena.attacks.Attack;
import org.codearena.attacks.RunnerTraces;
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
import org.codearena.server.problem.StoredFile;
import org.codearena.server.problem.StoredProgram;
import org.codearena.server.submission.Judgement;
import org.codearena.services.Supervisor;

/**
 * The real runner, box and plugins, and the judging on top of them, without queue and database: judges programs on two tests
 * in which 20 and 22 are to be added, or in which that sum is to be guessed in a conversation. Safe for use by several threads.
 */
final class JudgeAtWork implements AutoCloseable {
    private static final long TIME_LIMIT_MS = 1_000;
    private static final long MEMORY = 128L << 20;
    /** As usual: all of C++'s library without its precompiled header was seen to take 5 s on a slow machine. */
    private static final JudgingRules.Compilation COMPILATION = new JudgingRules.Compilation(10_000, 1L << 30);

    private final Supervisor runner;
    private final RunnerClient runners;
    private final Languages languages;
    private final Judging judging;
    private final TestSet tests;
    private final TestSet conversation;
    private final Path runnerData;

    private JudgeAtWork(Supervisor runner, Path runnerData, RunnerClient runners, Languages languages, Path blobs)
            throws IOException {
        this.runner = runner;
        this.runnerData = runnerData;
        this.runners = runners;
        this.languages = languages;
        DirectoryBlobs store = new DirectoryBlobs(blobs);
        this.judging = new Judging(runners, store, languages, new FreeSlots());
        String input = store.put(bytes("20 22\n"));
        String answer = store.put(bytes("42\n"));
        this.tests = tests(rules(false, Optional.empty()), input, answer);
        this.conversation = tests(rules(true, Optional.of(interactor(store))), input, answer);
        for (Language language : languages.all()) {
            Toolchain toolchain = new Toolchains(runners, store, languages).check(language);
            assertTrue(toolchain.isAvailable(), toolchain.toString());
        }
    }

    static JudgeAtWork startIn(Path directory) throws IOException {
        DataDirectory data = new DataDirectory(directory.resolve("data"));
        Files.createDirectories(data.root());
        AppLayout app = AppLayout.ofThisProcess();
        RunnerProgram program = new RunnerProgram(RunnerJvm.judges(app).usual(), app, data);
        Supervisor runner = Supervisor.start(program, data.home());
        return new JudgeAtWork(
                runner,
                data.root().resolve("runner"),
                new RunnerClient(program.address()),
                Languages.load(app.plugins()),
                directory.resolve("blobs"));
    }

    private static TestSet tests(JudgingRules rules, String input, String answer) {
        return new TestSet(
                TIME_LIMIT_MS,
                MEMORY,
                1 << 20,
                rules,
                List.of(
                        TestSet.Test.plain(1, "secret", true, input, answer),
                        TestSet.Test.plain(2, "secret", true, input, answer)));
    }

    private static StoredProgram interactor(DirectoryBlobs store) throws IOException {
        try (InputStream source = Objects.requireNonNull(JudgeAtWork.class.getResourceAsStream("/guess.py"))) {
            return new StoredProgram(
                    "output_validator/guess.py",
                    StoredProgram.Form.SOURCES,
                    StoredProgram.Protocol.FEEDBACK_DIRECTORY,
                    Optional.empty(),
                    List.of(new StoredFile("guess.py", store.put(source))));
        }
    }

    private static JudgingRules rules(boolean interactive, Optional<StoredProgram> validator) {
        JudgingRules plain = JudgingRules.PLAIN;
        return new JudgingRules(
                interactive,
                plain.passes(),
                validator,
                plain.validation(),
                COMPILATION,
                plain.includes(),
                plain.languages(),
                plain.fileWriting(),
                plain.scoring());
    }

    Languages languages() {
        return languages;
    }

    int slots() {
        return runners.status().slots();
    }

    RunnerTraces traces() {
        return new RunnerTraces(runner.pid().orElseThrow(), runnerData);
    }

    Judgement judge(Language language, List<SourceFile> files) {
        return judge(language, files, tests);
    }

    Judgement judge(Attack attack) {
        Map<String, Language> byExtension = new HashMap<>();
        languages.all().forEach(each -> each.extensions().forEach(extension -> byExtension.put(extension, each)));
        return judge(attack.language(byExtension), attack.files(), attack.talks() ? conversation : tests);
    }

    Judgement judge(String language, String file, String source) {
        return judge(languages.find(language).orElseThrow(), List.of(SourceFile.of(file, source)));
    }

    private Judgement judge(Language language, List<SourceFile> files, TestSet on) {
        return judging.judge(new Program(language, files, Optional.empty()), on, Progress.UNHEARD);
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        languages.close();
        runner.close();
    }
}
