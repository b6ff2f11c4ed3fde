package org.codearena.server.judge;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.contract.RunnerStatus;
import org.codearena.plugin.Language;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.Runners;
import org.codearena.server.infra.Broker;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.language.Languages;
import org.codearena.server.language.Toolchain;
import org.codearena.server.language.ToolchainStore;
import org.codearena.server.outbox.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the judge up beside the rest of the process: waits for the runner, checks every language's toolchain and writes
 * down what it found, then judges in the languages that work. People can look around and submit meanwhile.
 */
public final class JudgeRole implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JudgeRole.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Runners runners;
    private final Languages languages;
    private final Toolchains toolchains;
    private final ToolchainStore found;
    private final Workbench workbench;
    private final Topology topology;
    private final Broker broker;
    private final Duration grace;
    private final StopSignal stop = new StopSignal();
    private final Thread starting =
            Thread.ofPlatform().daemon().name("judge-start").unstarted(this::bringUp);
    private @Nullable Judge judge;

    public JudgeRole(
            Runners runners,
            Languages languages,
            Toolchains toolchains,
            ToolchainStore found,
            Workbench workbench,
            Topology topology,
            Broker broker,
            Duration grace) {
        this.runners = runners;
        this.languages = languages;
        this.toolchains = toolchains;
        this.found = found;
        this.workbench = workbench;
        this.topology = topology;
        this.broker = broker;
        this.grace = grace;
    }

    public void start() {
        starting.start();
    }

    private void bringUp() {
        RunnerStatus runner = awaitRunner();
        if (runner == null) {
            return;
        }
        log.atInfo()
                .addKeyValue("mode", runner.mode())
                .addKeyValue("slots", runner.slots())
                .addKeyValue("lacks", runner.lacks())
                .log("runner ready");
        workbench.takeUpAgain();
        Map<String, String> versions = new LinkedHashMap<>();
        for (Language language : languages.all()) {
            Toolchain checked = toolchains.check(language);
            found.put(checked);
            checked.version().ifPresent(version -> versions.put(checked.language(), version));
        }
        List<String> working = List.copyOf(versions.keySet());
        workbench.equip(new Equipment(Optional.of(runner), versions));
        workbench.meters().expect(working);
        begin(new Judge(workbench, topology, working, runner.slots(), grace));
    }

    private synchronized void begin(Judge ready) {
        if (!stop.given()) {
            judge = ready;
            ready.start(broker);
        }
    }

    private @Nullable RunnerStatus awaitRunner() {
        while (!stop.givenWithin(LOOK_AGAIN)) {
            try {
                return runners.status();
            } catch (RunnerFault notYet) {
                log.atDebug().addKeyValue("reason", notYet.getMessage()).log("runner not ready yet");
            }
        }
        return null;
    }

    @Override
    public void close() {
        stop.giveAndJoin(List.of(starting), grace);
        synchronized (this) {
            if (judge != null) {
                judge.close();
            }
        }
        workbench.close();
    }
}
