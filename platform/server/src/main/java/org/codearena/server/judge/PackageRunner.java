package org.codearena.server.judge;

import java.time.Duration;
import java.util.List;
import org.codearena.server.execution.Runners;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.language.Languages;
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
        if (RunnerWait.await(runners::status, stop).isPresent()) {
            there = true;
            toolchains.prepare(languages.all().stream(), found, stop);
        }
    }

    @Override
    public void close() {
        stop.giveAndJoin(List.of(starting), STOP_WITHIN);
    }
}
