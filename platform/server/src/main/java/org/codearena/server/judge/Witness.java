package org.codearena.server.judge;

import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.codearena.contract.Limits;
import org.codearena.contract.Plan;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunnerStatus;
import org.codearena.server.submission.Evidence;
import org.codearena.server.submission.SubmissionEvent;
import org.codearena.server.submission.Work;
import org.jspecify.annotations.Nullable;

/** Gathers the evidence of one judgement while it comes about, and hands the events on. Thread-safe. */
final class Witness implements Progress {
    private final Progress next;
    private final Queue<Evidence.Run> runs = new ConcurrentLinkedQueue<>();
    private final Set<Integer> wanted = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String planSha256;
    private volatile @Nullable Limits limits;

    Witness(Progress next) {
        this.next = next;
    }

    @Override
    public void tell(SubmissionEvent event) {
        if (event instanceof SubmissionEvent.Test test) {
            wanted.add(test.number());
        }
        next.tell(event);
    }

    @Override
    public void planned(Plan plan) {
        planSha256 = PlanHash.of(plan);
    }

    @Override
    public void limited(Limits ofRuns) {
        limits = ofRuns;
    }

    @Override
    public void measured(int test, RunReport report) {
        runs.add(Evidence.Run.of(test, report));
    }

    Evidence evidence(Work work, String worker, Equipment equipment) {
        Optional<RunnerStatus> runner = equipment.runner();
        return new Evidence(
                work.packageHash().orElse(null),
                planSha256,
                equipment.toolchains().get(work.language()),
                limits,
                worker,
                runner.map(RunnerStatus::mode).orElse(null),
                runner.map(RunnerStatus::kernel).orElse(null),
                runner.map(RunnerStatus::launcher).orElse(null),
                runs.stream().filter(run -> wanted.contains(run.test())).toList());
    }
}
