package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.codearena.server.kernel.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to what nobody asked for: fills the pool, removes what hangs on no owner, ends for good what does not end, lists everything anew
 * now and then. Every server sweeps; two that do the same do no harm.
 */
final class Sweep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);
    private static final Duration EVERY = Duration.ofSeconds(15);
    /** A pod may be seen before its owner is, and a deletion before another. */
    private static final Duration ORPHANED = Duration.ofMinutes(1);
    /** Beyond its grace; whoever has not ended by then is on a node that does not answer. */
    private static final Duration STUCK = Duration.ofMinutes(1);

    private final KubernetesConfig config;
    private final Cluster cluster;
    private final View view;
    private final WarmPool pool;
    private final Fence fence;
    private final Runnable changed;
    private final InstantSource clock;
    private final Semaphore woken = new Semaphore(0);
    private final StopSignal stop = new StopSignal();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("kubernetes-sweep").unstarted(this::sweepUntilStopped);
    private Instant listed;

    Sweep(
            KubernetesConfig config,
            Cluster cluster,
            View view,
            WarmPool pool,
            Fence fence,
            Runnable changed,
            InstantSource clock) {
        this.config = config;
        this.cluster = cluster;
        this.view = view;
        this.pool = pool;
        this.fence = fence;
        this.changed = changed;
        this.clock = clock;
        this.listed = clock.instant();
    }

    void start() {
        thread.start();
    }

    /** The pool may want filling. */
    void soon() {
        woken.release();
    }

    private void sweepUntilStopped() {
        while (!stop.given()) {
            boolean inTurn = !wokenWithin(pause());
            if (!stop.given()) {
                sweep(inTurn);
            }
        }
    }

    private Duration pause() {
        Duration relist = config.patience().relist();
        return relist.compareTo(EVERY) < 0 ? relist : EVERY;
    }

    private boolean wokenWithin(Duration pause) {
        try {
            boolean woke = woken.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
            woken.drainPermits();
            return woke;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void sweep(boolean inTurn) {
        try {
            if (clock.instant().isAfter(listed.plus(config.patience().relist()))) {
                listed = clock.instant();
                view.list();
                fence.renew();
            }
            if (view.known()) {
                fence.stand();
                pool.tend();
                removeOrphans();
                endStuck();
            }
        } catch (RuntimeException failure) {
            log.atWarn().addKeyValue("reason", Cluster.said(failure)).log("the sweep did not come to its end");
        }
        if (inTurn) {
            // Time alone makes a difference to what starts: it may have taken too long.
            changed.run();
        }
    }

    private void removeOrphans() {
        Set<String> owners = view.owners().stream().map(Owner::uid).collect(Collectors.toSet());
        Instant old = clock.instant().minus(ORPHANED);
        for (Pod pod : view.pods()) {
            List<OwnerReference> own = pod.getMetadata().getOwnerReferences();
            boolean orphan = pod.getMetadata().getDeletionTimestamp() == null
                    && !own.isEmpty()
                    && own.stream().noneMatch(owner -> owners.contains(owner.getUid()))
                    && new PodTimes(pod, List.of()).created().isBefore(old);
            // The view of owners may lag behind that of pods, so the cluster has the last word.
            if (orphan && own.stream().noneMatch(this::exists)) {
                log.atInfo().addKeyValue("pod", pod.getMetadata().getName()).log("pod without an owner removed");
                cluster.deletePod(pod.getMetadata().getName());
            }
        }
    }

    private boolean exists(OwnerReference owner) {
        return cluster.owner(owner.getName())
                .filter(found -> found.getMetadata().getUid().equals(owner.getUid()))
                .isPresent();
    }

    private void endStuck() {
        Instant now = clock.instant();
        for (Pod pod : view.pods()) {
            PodTimes.time(pod.getMetadata().getDeletionTimestamp())
                    .filter(due -> now.isAfter(due.plus(STUCK)))
                    .ifPresent(_ -> {
                        log.atWarn()
                                .addKeyValue("pod", pod.getMetadata().getName())
                                .log("pod that does not end is given up");
                        cluster.deletePodAtOnce(pod.getMetadata().getName());
                    });
        }
    }

    @Override
    public void close() {
        stop.give();
        woken.release();
        stop.giveAndJoin(List.of(thread), EVERY);
    }
}
