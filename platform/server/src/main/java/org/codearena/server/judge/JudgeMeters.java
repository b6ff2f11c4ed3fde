package org.codearena.server.judge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.codearena.contract.Lane;
import org.codearena.contract.RunnerStatus;
import org.codearena.server.submission.Verdict;
import org.codearena.server.submission.Work;

/** What a judge counts: waits, runs, verdicts, and what it has to work with. Thread-safe. */
public final class JudgeMeters {
    /** Waits and runs are from milliseconds to many minutes. */
    private static final Duration[] BUCKETS = Arrays.stream(new long[] {
                5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000
            })
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Tally tally;
    private final FreeSlots slots;
    private final AtomicInteger runnerReady = new AtomicInteger();
    private final AtomicInteger belowFloor = new AtomicInteger();
    private final MultiGauge sandbox;
    private final Counter judgeErrors;

    public JudgeMeters(MeterRegistry registry, FreeSlots slots) {
        this.registry = registry;
        this.slots = slots;
        this.tally = new Tally();
        Gauge.builder("codearena.judge.slots", slots, FreeSlots::all)
                .description("Submissions that this judge can work on at once")
                .register(registry);
        Gauge.builder("codearena.judge.slots.free", slots, FreeSlots::free)
                .description("Slots of this judge that nobody uses")
                .register(registry);
        Gauge.builder("codearena.runner.ready", runnerReady, AtomicInteger::get)
                .description("1 when this judge's runner takes programs, else 0")
                .register(registry);
        Gauge.builder("codearena.sandbox.below.floor", belowFloor, AtomicInteger::get)
                .description("1 when the runner refuses to judge because its sandbox is weaker than allowed")
                .register(registry);
        this.sandbox = MultiGauge.builder("codearena.sandbox.info")
                .description("Always 1; the labels tell the sandbox mode of this judge's runner and its kernel")
                .register(registry);
        this.judgeErrors = Counter.builder("codearena.judge.errors")
                .description("Submissions and rejudgements given up as judge-error")
                .register(registry);
    }

    /** Counts of what can happen from now on are shown from 0 on: the first of its kind is not to be missed. */
    void expect(List<String> languages) {
        for (String language : languages) {
            Arrays.stream(Verdict.values()).forEach(verdict -> verdicts(verdict, language));
            Arrays.stream(Lane.values()).forEach(lane -> redeliveries(lane, language));
            givenBack(language);
        }
    }

    Tally tally() {
        return tally;
    }

    FreeSlots slots() {
        return slots;
    }

    /** An entry is claimed; what is tried again has waited before, by our fault. */
    void claimed(Work work) {
        if (work.origin().tries() == 1) {
            timer(
                            "codearena.submission.wait",
                            "From the acceptance of a submission to its first claim by a judge",
                            work)
                    .record(work.origin().waited());
            tally.waited(work.origin().lane(), work.origin().waited());
        }
    }

    void judged(Work work, Verdict verdict, Duration took) {
        timer("codearena.submission.run", "From the claim of a submission to its verdict", work)
                .record(took);
        verdicts(verdict, work.language()).increment();
        tally.judged(work.origin().lane(), took);
        if (verdict == Verdict.JUDGE_ERROR) {
            judgeErrors.increment();
        }
    }

    void givenUp() {
        judgeErrors.increment();
    }

    void gaveBack(Work work) {
        givenBack(work.language()).increment();
    }

    void redelivered(Lane lane, String language) {
        redeliveries(lane, language).increment();
    }

    void runnerReady(RunnerStatus status) {
        runnerReady.set(1);
        belowFloor.set(0);
        sandbox.register(
                List.of(MultiGauge.Row.of(Tags.of("mode", status.mode(), "kernel", status.kernel()), 1)), true);
    }

    /** @param weak its sandbox is too weak to be let judge */
    void runnerAway(boolean weak) {
        runnerReady.set(0);
        belowFloor.set(weak ? 1 : 0);
    }

    private Counter verdicts(Verdict verdict, String language) {
        return Counter.builder("codearena.verdicts")
                .description("Verdicts recorded")
                .tags("verdict", verdict.wireName(), "language", language)
                .register(registry);
    }

    private Counter givenBack(String language) {
        return Counter.builder("codearena.attempts.given.back")
                .description("Attempts that failed by a fault of ours and are tried again")
                .tags("language", language)
                .register(registry);
    }

    private Counter redeliveries(Lane lane, String language) {
        return Counter.builder("codearena.redeliveries")
                .description("Messages that the broker delivered a second time or more often")
                .tags("lane", lane.wireName(), "language", language)
                .register(registry);
    }

    private Timer timer(String name, String description, Work work) {
        return Timer.builder(name)
                .description(description)
                .tags("lane", work.origin().lane().wireName(), "language", work.language())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
