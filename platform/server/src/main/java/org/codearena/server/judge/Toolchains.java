package org.codearena.server.judge;

import java.util.UUID;
import java.util.stream.Stream;
import org.codearena.plugin.Language;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.RunnerLender;
import org.codearena.server.execution.Runners;
import org.codearena.server.execution.SharedRunner;
import org.codearena.server.infra.Blobs;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.language.Languages;
import org.codearena.server.language.Toolchain;
import org.codearena.server.language.ToolchainStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, in the real sandbox, whether a language works here: asks its toolchain for the version, prepares it, and runs
 * the plugin's self-test. A language that fails any of it is not offered, with the reason, and the others are.
 */
public final class Toolchains {
    private static final Logger log = LoggerFactory.getLogger(Toolchains.class);

    private final RunnerLender lender;
    private final Blobs blobs;
    private final Languages languages;

    public Toolchains(RunnerLender lender, Blobs blobs, Languages languages) {
        this.lender = lender;
        this.blobs = blobs;
        this.languages = languages;
    }

    /** On the runner that everybody shares. */
    public Toolchains(Runners runners, Blobs blobs, Languages languages) {
        this(new SharedRunner(runners), blobs, languages);
    }

    /** Checks this language. Never throws: what went wrong is the reason why it is not available. */
    public Toolchain check(Language language) {
        try (RunnerLender.Loan loan = lender.lend(language.id(), "check-" + UUID.randomUUID())) {
            String version = new ToolchainCheck(loan.runners(), blobs, languages).versionOfWorking(language);
            log.atInfo()
                    .addKeyValue("language", language.id())
                    .addKeyValue("version", version)
                    .log("language offered");
            return Toolchain.available(language.id(), version);
        } catch (ToolchainCheck.Unavailable | RunnerFault reason) {
            log.atWarn()
                    .addKeyValue("language", language.id())
                    .addKeyValue("reason", reason.getMessage())
                    .log("language not available");
            return Toolchain.unavailable(language.id(), String.valueOf(reason.getMessage()));
        }
    }

    /** Prepares these in the runner until the signal to stop; what works and was found nowhere yet is written down. */
    void prepare(Stream<Language> languages, ToolchainStore found, StopSignal stop) {
        languages
                .takeWhile(_ -> !stop.given())
                .map(this::check)
                .filter(Toolchain::isAvailable)
                .forEach(found::putIfUnknown);
    }
}
