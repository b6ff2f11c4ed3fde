package org.codearena.server.execution.job;

import io.fabric8.kubernetes.api.model.Pod;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.codearena.contract.RunnerStatus;
import org.codearena.server.execution.RunnerClient;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.kernel.Secret;
import org.codearena.server.kernel.StopSignal;

/** Waits until the runner of a Job that was asked for answers, or says why it does not. */
final class JobStart {
    /** So often it is looked whether the cluster refuses to make the pod, of which no pod can tell. */
    private static final Duration GLANCE = Duration.ofSeconds(3);
    /** The process runs already; a moment later it listens. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    /** What a runner says whose sandbox is weaker than it may be: that does not pass. */
    private static final String BELOW_FLOOR = "below the floor";

    private final JobCluster cluster;
    private final int port;
    private final Duration patience;
    private final InstantSource clock;
    private final StopSignal stop;

    JobStart(JobCluster cluster, JobsConfig config, InstantSource clock, StopSignal stop) {
        this.cluster = cluster;
        this.port = config.port();
        this.patience = config.patience().start();
        this.clock = clock;
        this.stop = stop;
    }

    /** A runner that answers, and what it said of itself. */
    record Answering(RunnerClient runner, RunnerStatus status) {}

    /** @throws RunnerFault unreached, with the reason in words for an operator */
    Answering await(String job, Secret key) {
        long deadline = System.nanoTime() + patience.toNanos();
        String address = address(job, deadline);
        RunnerClient runner = new RunnerClient(new InetSocketAddress(InetAddress.ofLiteral(address), port), key, clock);
        try {
            return new Answering(runner, ask(job, runner, deadline));
        } catch (RunnerFault never) {
            runner.hangUp();
            throw never;
        }
    }

    private String address(String job, long deadline) {
        CompletableFuture<List<Pod>> settled =
                cluster.podsWhen(job, pods -> !(JobState.of(pods) instanceof JobState.Starting));
        try {
            while (true) {
                switch (lookAt(job, settled, deadline)) {
                    case JobState.Running(String address) -> {
                        return address;
                    }
                    case JobState.Failed(String why) -> throw RunnerFault.unreached(why);
                    case JobState.Starting(String doing) -> requirePatience(deadline, doing);
                }
            }
        } finally {
            settled.cancel(true);
        }
    }

    /** How the Job is when something has happened to it, or after a while. */
    private JobState lookAt(String job, CompletableFuture<List<Pod>> settled, long deadline) {
        long pause = Math.min(GLANCE.toNanos(), Math.max(0, deadline - System.nanoTime()));
        try {
            return JobState.of(settled.get(pause, TimeUnit.NANOSECONDS));
        } catch (TimeoutException nothingYet) {
            // Asked anew, as a watch may have gone silent.
            return withWarning(job, JobState.of(cluster.pods(job)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw RunnerFault.unreached("the judge is stopping", interrupted);
        } catch (ExecutionException failed) {
            throw RunnerFault.unreached(
                    "the Job cannot be watched"
                            + JobCluster.said(Optional.<Throwable>ofNullable(failed.getCause())
                                    .orElse(failed)),
                    failed);
        }
    }

    private JobState withWarning(String job, JobState state) {
        return state instanceof JobState.Starting(String _) && cluster.pods(job).isEmpty()
                ? cluster.warning(job)
                        .<JobState>map(said -> new JobState.Failed("the cluster makes no pod" + JobState.quote(said)))
                        .orElse(state)
                : state;
    }

    private RunnerStatus ask(String job, RunnerClient runner, long deadline) {
        while (true) {
            try {
                return runner.status();
            } catch (RunnerFault notYet) {
                if (JobState.of(cluster.pods(job)) instanceof JobState.Failed(String why)) {
                    throw RunnerFault.unreached(why, notYet);
                }
                if (String.valueOf(notYet.getMessage()).contains(BELOW_FLOOR)) {
                    throw RunnerFault.unreached(
                            "its runner may not judge" + JobState.quote(notYet.getMessage()), notYet);
                }
                requirePatience(deadline, "its runner does not answer yet" + JobState.quote(notYet.getMessage()));
                stop.givenWithin(ASK_AGAIN);
            }
        }
    }

    private void requirePatience(long deadline, String doing) {
        if (stop.given()) {
            throw RunnerFault.unreached("the judge is stopping");
        }
        if (System.nanoTime() >= deadline) {
            throw RunnerFault.unreached("for " + patience.toSeconds() + " s it went no further than this: " + doing);
        }
    }
}
