package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.plugin.Allowances;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SelfTest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.VersionProbe;
import org.junit.jupiter.api.Test;

final class ProgramTest {
    private static final long MEMORY = 1 << 20;

    /** Starts with the file called main, or the only one; else it does not know. */
    private record Picky(FakeLanguage like) implements Language {
        @Override
        public Plan plan(PlanRequest request) throws SourcesRefusedException {
            if (request.files().size() > 1 && request.file("main.fake").isEmpty()) {
                throw new SourcesRefusedException("which file to start is unclear");
            }
            return new Plan(request.files(), Optional.empty(), Step.of("fake"), Optional.empty());
        }

        @Override
        public String id() {
            return like.id();
        }

        @Override
        public String name() {
            return like.name();
        }

        @Override
        public VersionProbe versionProbe() {
            return like.versionProbe();
        }

        @Override
        public List<String> extensions() {
            return like.extensions();
        }

        @Override
        public String editorMode() {
            return like.editorMode();
        }

        @Override
        public Allowances allowances() {
            return like.allowances();
        }

        @Override
        public String runnerImage() {
            return like.runnerImage();
        }

        @Override
        public SourceFile starterCode() {
            return like.starterCode();
        }

        @Override
        public SelfTest selfTest() {
            return like.selfTest();
        }
    }

    private static List<SourceFile> files(String... paths) {
        return Stream.of(paths).map(path -> SourceFile.of(path, "")).toList();
    }

    private static Program program(String... paths) {
        return new Program(new Picky(new FakeLanguage()), files(paths), Optional.empty());
    }

    @Test
    void aProgramOfOneFileIsStartedWithItWhateverAProblemAdds() {
        assertEquals(
                Optional.of("sum.fake"),
                program("sum.fake").with(files("helper.fake"), MEMORY).entryPoint());
    }

    @Test
    void aProblemsOwnMainFileIsStartedBeforeTheSubmission() {
        assertEquals(
                Optional.empty(),
                program("sum.fake").with(files("main.fake"), MEMORY).entryPoint());
    }

    @Test
    void whatAProblemAddsReplacesFilesOfTheSameName() {
        SourceFile added = SourceFile.of("a.fake", "of the problem");
        assertEquals(
                List.of(SourceFile.of("b.fake", ""), added),
                program("a.fake", "b.fake").with(List.of(added), MEMORY).files());
    }

    @Test
    void severalFilesAreLeftToTheLanguageUnlessTheFirstIsToBeStarted() {
        Program unclear = program("b.fake", "a.fake", "0.txt");
        assertEquals(Optional.empty(), unclear.with(List.of(), MEMORY).entryPoint());
        assertEquals(
                Optional.of("a.fake"),
                unclear.startedByFirst().with(List.of(), MEMORY).entryPoint());
        assertEquals(
                Optional.empty(),
                program("a.fake", "main.fake")
                        .startedByFirst()
                        .with(List.of(), MEMORY)
                        .entryPoint());
    }

    @Test
    void whatIsNamedIsStarted() {
        Program named = new Program(new Picky(new FakeLanguage()), files("a.fake", "b.fake"), Optional.of("b.fake"));
        assertEquals(
                Optional.of("b.fake"),
                named.startedByFirst().with(List.of(), MEMORY).entryPoint());
    }
}
