package org.codearena.server.judge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.codearena.contract.RunnerStatus;
import org.codearena.plugin.Language;
import org.codearena.server.execution.Runners;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.language.Languages;
import org.codearena.server.language.Toolchain;
import org.codearena.server.language.ToolchainStore;

/**
 * Gets the runner ready of a process that judges packages and nothing else: every language that works there is prepared, and told
 * to people if no judge has told it yet. Without a runner packages wait, and all else goes on.
 */
public final class PackageRunner implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final Runners runners;
    private final Languages languages;
    private final Toolchains toolchains;
    private final ToolchainStore found;
    private final StopSignal stop = new StopSignal();
    private final Thread starting =
            Thread.ofPlatform().daemon().name("runner-start").unstarted(this::prepare);
    private volatile boolean there;

    public PackageRunner(Runners runners, Languages languages, Toolchains toolchains, ToolchainStore found) {
        this.runners = runners;
        this.languages = languages;
        this.toolchains = toolchains;
        this.found = found;
    }

    public void start() {
        starting.start();
    }

    /** Whether the runner has answered since this process started. */
    public boolean isThere() {
        return there;
    }

    private void prepare() {
        Optional<RunnerStatus> runner = RunnerWait.await(runners, stop);
        if (runner.isPresent()) {
            there = true;
            prepare(List.copyOf(languages.all()));
        }
    }

    private void prepare(List<Language> all) {
        all.stream()
                .takeWhile(_ -> !stop.given())
                .map(toolchains::check)
                .filter(Toolchain::isAvailable)
                .forEach(found::putIfUnknown);
    }

    @Override
    public void close() {
        stop.giveAndJoin(List.of(starting), STOP_WITHIN);
    }
}
