package org.codearena.server.judge;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.codearena.contract.RunnerStatus;
import org.codearena.plugin.Language;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.RunnerLender;
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
 * Brings the judge up beside the rest of the process: waits for the runner, checks the toolchains of its languages and writes
 * down what it found, then judges in those that work. People can look around and submit meanwhile. The other languages are
 * prepared in the runner after that, where they work, as validators may be written in any.
 */
public final class JudgeRole implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JudgeRole.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final RunnerLender lender;
    private final Languages languages;
    private final Toolchains toolchains;
    private final ToolchainStore found;
    private final Pulses pulses;
    private final Workbench workbench;
    private final Duties duties;
    private final StopSignal stop = new StopSignal();
    private final Thread starting =
            Thread.ofPlatform().daemon().name("judge-start").unstarted(this::bringUp);
    private volatile Optional<String> idle = Optional.of("the runner has not answered yet");
    private @Nullable Judge judge;

    /**
     * What this judge is for.
     *
     * @param languages those whose submissions it takes
     * @param grace how long closing waits for what runs
     */
    public record Duties(Set<String> languages, Topology topology, Broker broker, Duration grace) {
        public Duties {
            languages = Set.copyOf(languages);
        }
    }

    public JudgeRole(
            RunnerLender lender,
            Languages languages,
            Toolchains toolchains,
            ToolchainStore found,
            Pulses pulses,
            Workbench workbench,
            Duties duties) {
        this.lender = lender;
        this.languages = languages;
        this.toolchains = toolchains;
        this.found = found;
        this.pulses = pulses;
        this.workbench = workbench;
        this.duties = duties;
    }

    /** Why it takes no submissions, in words for the operator, if it takes none. */
    public Optional<String> idle() {
        return idle;
    }

    public void start() {
        starting.start();
    }

    private void bringUp() {
        untilDone(() -> RunnerWait.await(lender::status, stop).ifPresent(this::beginWhenAnyWorks));
        untilDone(this::prepareOthers);
    }

    /** The database may be away at any moment. */
    private void untilDone(Runnable step) {
        boolean done = false;
        while (!done && !stop.given()) {
            try {
                step.run();
                done = true;
            } catch (RuntimeException databaseAway) {
                log.atWarn().setCause(databaseAway).log("judge cannot start yet, trying again");
                stop.givenWithin(LOOK_AGAIN);
            }
        }
    }

    private void beginWhenAnyWorks(RunnerStatus runner) {
        workbench.takeUpAgain();
        Map<String, String> versions = workingVersions();
        while (versions.isEmpty() && !stop.givenWithin(LOOK_AGAIN)) {
            versions = workingVersions();
        }
        workbench.equip(new Equipment(Optional.of(seenOf(runner)), versions));
        List<String> working = List.copyOf(versions.keySet());
        workbench.meters().expect(working);
        begin(new Judge(workbench, duties.topology(), working, runner.slots(), duties.grace()));
    }

    /** Runners that are made for each piece of work have told more of themselves by now. */
    private RunnerStatus seenOf(RunnerStatus first) {
        try {
            return lender.status();
        } catch (RunnerFault away) {
            return first;
        }
    }

    /** By language; what was found is told as well. */
    private Map<String, String> workingVersions() {
        Map<String, String> versions = new LinkedHashMap<>();
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Language language : languages.all()) {
            if (duties.languages().contains(language.id())) {
                Toolchain checked = toolchains.check(language);
                tell(checked);
                checked.version().ifPresent(version -> versions.put(checked.language(), version));
                checked.unavailableReason().ifPresent(reason -> reasons.put(checked.language(), reason));
            }
        }
        idle = versions.isEmpty() ? Optional.of("no language works here: " + reasons) : Optional.empty();
        return versions;
    }

    /** One judge whose toolchain is broken does not take the language from the others that judge it. */
    private void tell(Toolchain checked) {
        if (checked.isAvailable() || !othersJudge(checked.language())) {
            found.put(checked);
        }
    }

    private boolean othersJudge(String language) {
        try {
            return pulses.alive().stream()
                    .anyMatch(other -> !other.worker().equals(workbench.worker())
                            && other.languages().contains(language));
        } catch (RuntimeException cacheAway) {
            return false;
        }
    }

    private void prepareOthers() {
        if (!lender.keepsRunners()) {
            return;
        }
        Stream<Language> others =
                languages.all().stream().filter(language -> !duties.languages().contains(language.id()));
        toolchains.prepare(others, found, stop);
    }

    private synchronized void begin(Judge ready) {
        if (!stop.given()) {
            judge = ready;
            ready.start(duties.broker());
        }
    }

    @Override
    public void close() {
        stop.giveAndJoin(List.of(starting), duties.grace());
        synchronized (this) {
            if (judge != null) {
                judge.close();
            }
        }
        workbench.close();
    }
}
