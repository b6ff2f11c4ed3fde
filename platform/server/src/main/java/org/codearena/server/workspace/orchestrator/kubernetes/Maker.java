package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Way;

/**
 * Makes the objects of an environment and removes them. Every step may have been done already, by this server or another, and may be
 * the last one before a crash: the owner says which pod it is, and what the owner says is changed only by who has seen the newest.
 */
final class Maker {
    /** So often a pod that others want as well is chosen anew before there is a pause. */
    private static final int CHOICES = 5;

    private final KubernetesConfig config;
    private final Cluster cluster;
    private final Templates templates;
    private final WarmPool pool;
    private final Disks disks;
    private final InstantSource clock;
    private final Draw draw;

    Maker(
            KubernetesConfig config,
            Cluster cluster,
            Templates templates,
            WarmPool pool,
            Disks disks,
            Draw draw,
            InstantSource clock) {
        this.config = config;
        this.cluster = cluster;
        this.templates = templates;
        this.pool = pool;
        this.disks = disks;
        this.draw = draw;
        this.clock = clock;
    }

    /** Answers whether the environment exists now; if not, it is to be called again. */
    boolean make(Wanted wanted) {
        String name = Names.environment(wanted.session());
        Optional<Owner> owner = cluster.owner(name).map(Owner::new).or(() -> makeOwner(wanted));
        if (owner.isEmpty() || owner.get().ending()) {
            return false;
        }
        if (owner.get().made().isPresent()) {
            return true;
        }
        return makePod(owner.get(), wanted)
                && makeDoors(owner.get(), wanted)
                && cluster.owner(name)
                        .filter(now ->
                                now.getMetadata().getUid().equals(owner.get().uid()))
                        .filter(now -> cluster.patchOwner(now, Owner.madeAt(clock.instant())))
                        .isPresent();
    }

    private Optional<Owner> makeOwner(Wanted wanted) {
        boolean recovered = disks.exists(wanted.project());
        ConfigMap owner = Owner.of(config, wanted, choose(wanted), recovered);
        // Whether or not there was one: what counts is what it says now.
        cluster.create(owner);
        return cluster.owner(owner.getMetadata().getName()).map(Owner::new);
    }

    /** A pod that waits, else one that is still to be made. */
    private String choose(Wanted wanted) {
        return pool.waiting(templates.revision(wanted.image()))
                .map(pod -> pod.getMetadata().getName())
                .orElseGet(() -> Names.environment(wanted.session()) + "-" + draw.suffix());
    }

    private boolean makePod(Owner first, Wanted wanted) {
        Optional<Owner> owner = Optional.of(first);
        for (int choice = 0; choice < CHOICES && owner.isPresent(); choice++) {
            Owner now = owner.get();
            if (Names.isWarm(now.pod()) ? claim(now, wanted) : makeNew(now, wanted)) {
                return true;
            }
            if (!Names.isWarm(now.pod())) {
                return false;
            }
            // Another session has it, or it is gone.
            pool.forget(now.pod());
            cluster.patchOwner(now.map(), Owner.otherPod(choose(wanted)));
            owner = cluster.owner(now.name())
                    .map(Owner::new)
                    .filter(still -> still.uid().equals(now.uid()));
        }
        return false;
    }

    /** Tries what was seen of the pod before what there is of it now: that is a question less. */
    private boolean claim(Owner owner, Wanted wanted) {
        return pool.seen(owner.pod()).filter(pod -> claim(pod, owner, wanted)).isPresent()
                || cluster.pod(owner.pod())
                        .filter(pod -> claim(pod, owner, wanted))
                        .isPresent();
    }

    /** Takes a pod that waits for this session; or finds that this was done before. */
    private boolean claim(Pod pod, Owner owner, Wanted wanted) {
        String session = pod.getMetadata().getLabels().get(Names.SESSION);
        if (session != null) {
            return session.equals(wanted.session().toString()) && owner.owns(pod.getMetadata());
        }
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return false;
        }
        Pod taken = templates.pod(pod.getMetadata().getName(), wanted);
        Map<String, Object> change = Map.of(
                "metadata",
                Map.of(
                        "labels", taken.getMetadata().getLabels(),
                        "annotations",
                                Optional.ofNullable(taken.getMetadata().getAnnotations())
                                        .orElse(Map.of())),
                "spec",
                Map.of("activeDeadlineSeconds", lifeFromNow(pod)));
        boolean won = cluster.patchPod(pod, Merged.of(change, owner.ownership()));
        if (won) {
            pool.taken(pod, owner);
        }
        return won;
    }

    /** The cluster counts from the pod's start, a session's life from now. */
    private long lifeFromNow(Pod pod) {
        Instant started = Optional.ofNullable(pod.getStatus())
                .flatMap(status -> PodTimes.time(status.getStartTime()))
                .orElseGet(clock::instant);
        return config.patience()
                .life()
                .plus(Duration.between(started, clock.instant()))
                .toSeconds();
    }

    private boolean makeNew(Owner owner, Wanted wanted) {
        disks.make(wanted);
        io.fabric8.kubernetes.api.model.Secret secret = templates.secret(wanted, draw.key());
        secret.getMetadata().setName(owner.pod());
        return cluster.createOwned(owned(secret, owner), owner.uid())
                && cluster.createOwned(owned(templates.pod(owner.pod(), wanted), owner), owner.uid());
    }

    private boolean makeDoors(Owner owner, Wanted wanted) {
        boolean named = cluster.createOwned(owned(templates.service(wanted), owner), owner.uid());
        return named
                && (config.access().way() != Way.INGRESS
                        || cluster.createOwned(owned(templates.ingress(wanted), owner), owner.uid()));
    }

    static HasMetadata owned(HasMetadata object, Owner owner) {
        object.getMetadata().setOwnerReferences(List.of(owner.reference()));
        return object;
    }

    /**
     * Removes what there is of an environment.
     *
     * @param pods that are labelled as its own
     */
    void remove(String environment, boolean keepDisk, List<Pod> pods) {
        Optional<Owner> owner = cluster.owner(environment).map(Owner::new);
        if (!keepDisk) {
            // Before anything else: once the owner is gone nobody knows the project any more. It goes when the pod has
            // gone.
            owner.flatMap(Owner::wanted).map(Wanted::project).ifPresent(disks::drop);
        }
        cluster.deleteOwner(environment);
        owner.map(Owner::pod).filter(pod -> !pod.isEmpty()).ifPresent(this::end);
        pods.forEach(pod -> end(pod.getMetadata().getName()));
    }

    /** Tells the pod to end; the cluster would come to it later. */
    private void end(String pod) {
        cluster.deletePod(pod);
        pool.forget(pod);
    }
}
