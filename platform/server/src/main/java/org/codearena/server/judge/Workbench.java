package org.codearena.server.judge;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.codearena.contract.JudgeRequested;
import org.codearena.plugin.Language;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.language.Languages;
import org.codearena.server.submission.AttemptTable;
import org.codearena.server.submission.Claim;
import org.codearena.server.submission.Docket;
import org.codearena.server.submission.Judgement;
import org.codearena.server.submission.SubmissionEvent;
import org.codearena.server.submission.SubmissionEvents;
import org.codearena.server.submission.Submissions;
import org.codearena.server.submission.Verdict;
import org.codearena.server.submission.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one submission, or its rejudgement, is worked on: claim, judge, commit, tell. A fault of ours never becomes a
 * verdict of the contestant's: the attempt is given back, and after the last one the result is {@code judge-error}.
 * Thread-safe.
 */
public final class Workbench implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Workbench.class);
    private static final Duration RENEW_EVERY = Submissions.LEASE.dividedBy(3);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    /** What a run on the sender's own input gets when it asks for nothing. */
    private static final long RUN_TIME_MS = 5_000;

    private static final long RUN_MEMORY_BYTES = 256L << 20;

    private final String worker;
    private final Dockets dockets;
    private final SubmissionEvents events;
    private final Languages languages;
    private final TestSets testSets;
    private final Benches benches;
    private final FreeSlots slots;
    private final JudgeMeters meters;
    /** What is worked on, by its id: also keeps two threads of this worker from claiming the same entry. */
    private final Map<UUID, Held> inProgress = new ConcurrentHashMap<>();

    private volatile Equipment equipment = Equipment.UNKNOWN;
    /** The runner or the object store was away when it was looked at last. */
    private volatile boolean illEquipped;

    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lease").factory());

    private static final int CLAIMING = 0;

    /** A validator that fails may have met a bad moment; one that fails again is broken. */
    private static final int JUDGE_ERROR_ATTEMPTS = 2;

    /** An entry of a docket, as this attempt. */
    private record Held(Docket docket, int attempt) {
        boolean isClaimed() {
            return attempt != CLAIMING;
        }
    }

    /**
     * A workbench of this worker.
     *
     * @param worker the same name after a restart, and no other worker's
     */
    public Workbench(
            String worker,
            Dockets dockets,
            SubmissionEvents events,
            Languages languages,
            TestSets testSets,
            Benches benches,
            JudgeMeters meters) {
        this.worker = worker;
        this.dockets = dockets;
        this.events = events;
        this.languages = languages;
        this.testSets = testSets;
        this.benches = benches;
        this.slots = meters.slots();
        this.meters = meters;
        var _ = renewals.scheduleAtFixedRate(
                this::renewAll, RENEW_EVERY.toMillis(), RENEW_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells what is worked with, for the evidence. */
    void equip(Equipment found) {
        equipment = found;
    }

    JudgeMeters meters() {
        return meters;
    }

    String worker() {
        return worker;
    }

    /** Those whose toolchain works here. */
    List<String> languages() {
        return equipment.toolchains().keySet().stream().sorted().toList();
    }

    /** Puts back into the backlog what this worker was judging when its last life ended. */
    void takeUpAgain() {
        int recovered = dockets.recoverOf(worker);
        if (recovered > 0) {
            log.atWarn().addKeyValue("submissions", recovered).log("put back what the last life of this judge left");
        }
    }

    /** So many submissions may be worked on at once. */
    void open(int atOnce) {
        slots.add(atOnce);
    }

    /** Works on what this message asks for if it is to be had; returns when there is nothing left to do about it. */
    void judge(JudgeRequested message) {
        dockets.find(message, this::judge);
    }

    private void judge(Docket docket, UUID id) {
        if (inProgress.putIfAbsent(id, new Held(docket, CLAIMING)) != null) {
            return;
        }
        try {
            switch (docket.claim(id, worker)) {
                case Claim.Granted(Work work) -> work(docket, work);
                case Claim.Done() -> log.atDebug().addKeyValue("id", id).log("already judged");
                case Claim.Busy() -> log.atDebug().addKeyValue("id", id).log("another judge has it");
                case Claim.Exhausted(int attempt, String reason) -> alert(docket, id, attempt, reason);
            }
        } finally {
            inProgress.remove(id);
        }
    }

    private void work(Docket docket, Work work) {
        inProgress.put(work.id(), new Held(docket, work.attempt()));
        long started = System.nanoTime();
        meters.claimed(work);
        Witness witness = new Witness(event -> tell(docket, work, event));
        try {
            Judgement judgement = judgedInSlot(work, witness);
            if (judgement.verdict() == Verdict.JUDGE_ERROR && work.origin().tries() < JUDGE_ERROR_ATTEMPTS) {
                failed(
                        docket,
                        work,
                        new RunnerFault(judgement.judgeErrorReason().orElse("judge error")));
                return;
            }
            boolean recorded = docket.record(work, judgement, witness.evidence(work, worker, equipment));
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            if (recorded) {
                meters.judged(work, judgement.verdict(), took);
            }
            if (recorded && docket.isWatched()) {
                events.tell(work.submission(), work.attempt(), SubmissionEvent.finalOf(judgement));
            }
            log.atInfo()
                    .addKeyValue("submission", work.submission())
                    .addKeyValue("rejudgement", docket.isWatched() ? "none" : work.id())
                    .addKeyValue("attempt", work.attempt())
                    .addKeyValue("language", work.language())
                    .addKeyValue("verdict", judgement.verdict().wireName())
                    .addKeyValue("tookMs", took.toMillis())
                    .log(recorded ? "submission judged" : "late verdict dropped");
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError fault) {
            // Errors, too: a plugin that breaks in its own way must not take this slot with it.
            failed(docket, work, fault);
        }
    }

    private Judgement judgedInSlot(Work work, Progress progress) {
        slots.take();
        try {
            return judged(work, progress);
        } finally {
            slots.giveBack();
        }
    }

    private Judgement judged(Work work, Progress progress) {
        Language language = languages
                .find(work.language())
                .orElseThrow(() -> new IllegalStateException("no plugin offers '" + work.language() + "' here"));
        return benches.at(
                language.id(), work.id() + "-" + work.attempt(), judging -> judged(judging, language, work, progress));
    }

    private Judgement judged(Judging judging, Language language, Work work, Progress progress) {
        Program program = new Program(language, work.files(), work.entryPoint());
        return work.problemVersion()
                .map(version -> judging.judge(program, testSets.of(version), progress))
                .orElseGet(() -> judging.run(
                        program,
                        work.input(),
                        work.limits().timeMs().orElse(RUN_TIME_MS),
                        work.limits().memoryBytes().orElse(RUN_MEMORY_BYTES),
                        progress));
    }

    private void tell(Docket docket, Work work, SubmissionEvent event) {
        if (event instanceof SubmissionEvent.State(String state) && state.equals("running")) {
            docket.running(work.id(), work.attempt());
        }
        if (docket.isWatched()) {
            events.tell(work.submission(), work.attempt(), event);
        }
    }

    /** Gives the attempt back, or the whole entry up when it was the last one. */
    private void failed(Docket docket, Work work, Throwable fault) {
        if (benches.isOfSurroundings(fault)) {
            setAside(docket, work, fault);
            return;
        }
        int tries = work.origin().tries();
        boolean last = tries >= AttemptTable.MAX_ATTEMPTS;
        log.atError()
                .setCause(fault)
                .addKeyValue("submission", work.submission())
                .addKeyValue("attempt", work.attempt())
                .log(last ? "last attempt failed by our fault" : "attempt failed by our fault, giving it back");
        if (last) {
            if (docket.giveUp(work.id(), work.attempt(), told(fault))) {
                alert(docket, work.id(), work.attempt(), told(fault));
            }
        } else {
            meters.gaveBack(work);
            docket.giveBack(work.id(), work.attempt(), FIRST_RETRY.multipliedBy(1L << tries), told(fault));
        }
    }

    /** No attempt is lost by what has nothing to do with it, or an outage would make a judge-error of all that waits. */
    private void setAside(Docket docket, Work work, Throwable fault) {
        log.atWarn()
                .addKeyValue("submission", work.submission())
                .addKeyValue("attempt", work.attempt())
                .addKeyValue("reason", told(fault))
                .log("what judging leans on is away, attempt set aside");
        illEquipped = true;
        meters.gaveBack(work);
        docket.handBack(work.id(), work.attempt());
    }

    /** Returns when what judging leans on is there, at once where it was not seen to be away, or when told to stop. */
    void awaitEquipment(StopSignal stop) {
        while (illEquipped && !stop.given()) {
            illEquipped = !benches.isEquipped();
            if (illEquipped) {
                stop.givenWithin(LOOK_AGAIN);
            }
        }
    }

    /** For the operator. A runner's fault speaks for itself; of anything else the kind is half of what it says. */
    private static String told(Throwable fault) {
        return fault instanceof RunnerFault ? String.valueOf(fault.getMessage()) : fault.toString();
    }

    private void alert(Docket docket, UUID id, int attempt, String reason) {
        meters.givenUp();
        if (docket.isWatched()) {
            events.tell(id, attempt, SubmissionEvent.finalOf(Judgement.withoutTests(Verdict.JUDGE_ERROR, "")));
        }
        log.atError()
                .addKeyValue(docket.isWatched() ? "submission" : "rejudgement", id)
                .addKeyValue("attempts", attempt)
                .addKeyValue("reason", reason)
                .log("given up as judge-error: an operator should look");
    }

    private void renewAll() {
        inProgress.forEach((id, held) -> {
            try {
                if (held.isClaimed() && !held.docket().renew(id, held.attempt())) {
                    log.atWarn().addKeyValue("id", id).log("the lease went to another judge");
                }
            } catch (RuntimeException databaseAway) {
                log.atWarn().addKeyValue("reason", databaseAway.toString()).log("lease not renewed");
            }
        });
    }

    /** Gives back, for others to take at once, what is still in progress when this process must end. */
    void giveUpRest() {
        Map.copyOf(inProgress).forEach((id, held) -> {
            if (held.isClaimed()) {
                held.docket().handBack(id, held.attempt());
            }
        });
    }

    @Override
    public void close() {
        renewals.shutdownNow();
    }
}
