package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.contract.RunnerStatus;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.RunnerLender;
import org.codearena.server.execution.Runners;
import org.codearena.server.execution.SharedRunner;
import org.codearena.server.infra.DirectoryBlobs;
import org.codearena.server.language.Languages;
import org.codearena.server.submission.Judgement;
import org.codearena.server.submission.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a piece of work gets its runner from, and what is done there first. */
final class BenchesTest {
    @TempDir
    private Path directory;

    private final FakeRunners runners = new FakeRunners();
    private final Language language = new FakeLanguage().thatPrepares();
    private DirectoryBlobs blobs;

    @BeforeEach
    void open() throws IOException {
        blobs = new DirectoryBlobs(directory);
    }

    /** Lends the same runner as if it were another each time, and notes what for. */
    private final class Lending implements RunnerLender {
        private final List<String> lent = new ArrayList<>();
        private int back;

        @Override
        public RunnerStatus status() {
            return runners.status();
        }

        @Override
        public boolean keepsRunners() {
            return false;
        }

        @Override
        public Loan lend(String language, String work) {
            lent.add(language + " " + work);
            return new Loan() {
                @Override
                public Runners runners() {
                    return runners;
                }

                @Override
                public void close() {
                    back++;
                }
            };
        }
    }

    private Benches benches(RunnerLender lender) {
        return new Benches(lender, blobs, Languages.of(List.of(language)), new FreeSlots());
    }

    private Judgement run(Judging judging) {
        Program program = new Program(language, List.of(SourceFile.of("main.fake", "42")), Optional.empty());
        return judging.run(program, Optional.empty(), 1_000, 64 << 20, Progress.UNHEARD);
    }

    @Test
    void aRunnerIsGivenBackWhateverCameOfTheWork() {
        Lending lender = new Lending();
        assertEquals(
                Verdict.ACCEPTED, benches(lender).at("fake", "one-1", this::run).verdict());
        runners.failNext(1);
        assertThrows(RunnerFault.class, () -> benches(lender).at("fake", "one-2", this::run));
        assertEquals(List.of("fake one-1", "fake one-2"), lender.lent);
        assertEquals(2, lender.back);
    }

    @Test
    void aRunnerThatHasJustComeToLifeIsPreparedBeforeItsFirstProgram() {
        benches(new Lending()).at("fake", "one-1", judging -> {
            run(judging);
            return run(judging);
        });
        assertEquals(List.of("fake"), runners.prepared());
    }

    @Test
    void aRunnerThatLivesOnWasPreparedBefore() {
        benches(new SharedRunner(runners)).at("fake", "one-1", this::run);
        assertEquals(List.of(), runners.prepared());
    }

    @Test
    void onlyARunnerThatNothingHasReachedIsOfTheSurroundings() {
        Benches benches = benches(new Lending());
        assertTrue(benches.isOfSurroundings(RunnerFault.unreached("no Job can be had")));
        assertFalse(benches.isOfSurroundings(new RunnerFault("its runner ended with status 137")));
        assertTrue(benches.isEquipped());
        runners.goAway(true);
        assertFalse(benches.isEquipped());
    }
}
