package org.codearena.server.judge;

import java.util.function.Function;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.RunnerLender;
import org.codearena.server.execution.Runners;
import org.codearena.server.infra.Blobs;
import org.codearena.server.language.Languages;

/** Judging for each piece of work, on a runner that is lent for it. Thread-safe. */
public final class Benches {
    private final RunnerLender lender;
    private final Blobs blobs;
    private final Languages languages;
    private final FreeSlots slots;

    /** @param slots those that may run tests ahead of their turn, where the runner is everybody's */
    public Benches(RunnerLender lender, Blobs blobs, Languages languages, FreeSlots slots) {
        this.lender = lender;
        this.blobs = blobs;
        this.languages = languages;
        this.slots = slots;
    }

    /**
     * Lends a runner, works on it, and gives it back.
     *
     * @param work what it is for: no other piece of work is called so
     */
    <T> T at(String language, String work, Function<Judging, T> use) {
        try (RunnerLender.Loan loan = lender.lend(language, work)) {
            return use.apply(judging(loan.runners()));
        }
    }

    private Judging judging(Runners runners) {
        return lender.keepsRunners()
                ? new Judging(runners, blobs, languages, slots)
                : Judging.onBareRunner(runners, blobs, languages);
    }

    /** Whether what judging leans on is there: runners, and the store that has the tests. */
    boolean isEquipped() {
        try {
            lender.status();
            return blobs.answers();
        } catch (RunnerFault away) {
            return false;
        }
    }

    /** Whether nothing of the program or of its problem can be the reason for this: what judging leans on was away. */
    boolean isOfSurroundings(Throwable fault) {
        return (fault instanceof RunnerFault runner && runner.isUnreached()) || !blobs.answers();
    }
}
