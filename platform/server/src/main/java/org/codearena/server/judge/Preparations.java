package org.codearena.server.judge;

import java.util.HashSet;
import java.util.Set;
import org.codearena.contract.PrepareRequest;
import org.codearena.plugin.Language;
import org.codearena.plugin.Preparation;
import org.codearena.server.execution.Runners;

/** What languages lean on in a runner, made before the first program that needs it is compiled there. Thread-safe. */
sealed interface Preparations {
    /** Returns when programs of this language can be compiled and run. */
    void of(Language language);

    /** In a runner that lives long they were made when its toolchains were looked at. */
    record Made() implements Preparations {
        @Override
        public void of(Language language) {
            // Nothing to do.
        }
    }

    /** In a runner that has just come to life, and is for one piece of work. */
    final class WhenNeeded implements Preparations {
        private final Runners runners;
        private final Set<String> made = new HashSet<>();

        WhenNeeded(Runners runners) {
            this.runners = runners;
        }

        @Override
        public synchronized void of(Language language) {
            if (made.add(language.id())) {
                language.preparation().ifPresent(preparation -> runners.prepare(request(language, preparation, "")));
            }
        }
    }

    /**
     * What is asked of a runner.
     *
     * @param toolchain its version: what was prepared for another one does not fit
     */
    static PrepareRequest request(Language language, Preparation preparation, String toolchain) {
        return new PrepareRequest(
                language.id(),
                preparation.version() + "+" + toolchain,
                preparation.files(),
                preparation.step(),
                preparation.limits());
    }
}
