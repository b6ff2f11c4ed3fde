package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Pods that wait for sessions, ready but for a name: per image, as many as are configured. Each has a place with a number, and who makes
 * the owner of that place makes the pod, so two servers never make two for one. Of another making than the templates say now, too
 * old, or failed, they are removed. Thread-safe.
 */
final class WarmPool {
    /** How long an owner may be without a pod before it counts as left behind. */
    private static final Duration HALF_MADE = Duration.ofMinutes(2);

    private final KubernetesConfig config;
    private final Cluster cluster;
    private final Templates templates;
    private final View view;
    private final InstantSource clock;
    private final Draw draw;
    /** Taken a moment ago, which the view may not show yet. */
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    WarmPool(KubernetesConfig config, Cluster cluster, Templates templates, View view, Draw draw, InstantSource clock) {
        this.config = config;
        this.cluster = cluster;
        this.templates = templates;
        this.view = view;
        this.draw = draw;
        this.clock = clock;
    }

    private static boolean waits(Pod pod) {
        return Names.isWarm(pod.getMetadata().getName())
                && !pod.getMetadata().getLabels().containsKey(Names.SESSION)
                && pod.getMetadata().getDeletionTimestamp() == null;
    }

    private boolean isReady(Pod pod) {
        return new PodTimes(pod, List.of()).since("Ready").isPresent();
    }

    /** How many are ready to be taken. */
    int ready() {
        return (int) view.pods().stream()
                .filter(WarmPool::waits)
                .filter(this::isReady)
                .count();
    }

    /** Any one of this making, whichever: so two servers that look at the same moment seldom want the same. */
    Optional<Pod> waiting(String revision) {
        List<Pod> ready = view.pods().stream()
                .filter(WarmPool::waits)
                .filter(pod -> revision.equals(pod.getMetadata().getLabels().get(Names.REVISION)))
                .filter(pod -> !taken.contains(pod.getMetadata().getName()))
                .filter(this::isReady)
                .toList();
        return draw.oneOf(ready);
    }

    Optional<Pod> seen(String pod) {
        return view.pod(pod).filter(WarmPool::waits);
    }

    /** A session has it; what it consists of now belongs to that session's owner. */
    void taken(Pod pod, Owner owner) {
        taken.add(pod.getMetadata().getName());
        ownerOf(pod).ifPresent(warm -> cluster.patchOwner(warm.map(), owner.ownership()));
    }

    void forget(String pod) {
        taken.add(pod);
    }

    private Optional<Owner> ownerOf(Pod pod) {
        return view.owners().stream()
                .filter(owner -> owner.wanted().isEmpty())
                .filter(owner -> owner.pod().equals(pod.getMetadata().getName()))
                .findFirst();
    }

    /** Compares what waits with what should, and makes both the same by one step each. */
    void tend() {
        taken.removeIf(name -> view.pod(name).filter(WarmPool::waits).isEmpty());
        Map<String, Integer> wanted = config.warm().entrySet().stream()
                .collect(Collectors.toMap(entry -> templates.revision(entry.getKey()), Map.Entry::getValue));
        for (Owner owner : warmOwners()) {
            tend(owner, wanted.keySet());
        }
        config.warm().forEach(this::fill);
    }

    private List<Owner> warmOwners() {
        return view.owners().stream()
                .filter(owner -> Names.isWarm(owner.name()) && !owner.ending())
                .toList();
    }

    private void tend(Owner owner, Set<String> revisions) {
        Optional<Pod> pod = view.pod(owner.pod());
        Optional<String> session =
                pod.map(each -> each.getMetadata().getLabels().get(Names.SESSION));
        if (session.isPresent()) {
            adopt(owner, pod.get());
        } else if (pod.isEmpty()
                ? clock.instant().isAfter(owner.created().plus(HALF_MADE))
                : isUnfit(pod.get(), owner, revisions)) {
            cluster.deleteOwner(owner.name());
            pod.ifPresent(each -> cluster.deletePod(each.getMetadata().getName()));
        }
    }

    /** A server that died had no time to. */
    private void adopt(Owner warm, Pod pod) {
        view.owners().stream()
                .filter(owner -> owner.wanted().isPresent() && owner.owns(pod.getMetadata()))
                .filter(owner -> !owner.owns(warm.map().getMetadata()))
                .forEach(owner -> cluster.patchOwner(warm.map(), owner.ownership()));
    }

    private boolean isUnfit(Pod pod, Owner owner, Set<String> revisions) {
        Instant now = clock.instant();
        return !revisions.contains(pod.getMetadata().getLabels().get(Names.REVISION))
                || now.isAfter(owner.created().plus(config.patience().warmLife()))
                || new PodReading(pod, view.eventsOf(pod), now).hasFailed(config.patience());
    }

    private void fill(String image, int count) {
        String revision = templates.revision(image);
        List<Owner> places = warmOwners().stream()
                .filter(owner -> owner.name().startsWith(Names.warmPlaces(revision)))
                .toList();
        Set<String> used = new HashSet<>(places.stream().map(Owner::name).toList());
        long waiting = places.stream().filter(this::isWaitingOrComing).count();
        int place = 0;
        for (long missing = count - waiting; missing > 0; missing--) {
            while (used.contains(Names.warm(revision, place))) {
                place++;
            }
            String name = Names.warm(revision, place);
            used.add(name);
            if (!make(name, image)) {
                // Another server is at it; what it has done is seen next time.
                return;
            }
        }
    }

    private boolean isWaitingOrComing(Owner owner) {
        return view.pod(owner.pod())
                .map(pod -> waits(pod) && !taken.contains(owner.pod()))
                .orElse(true);
    }

    private boolean make(String name, String image) {
        ConfigMap owner = Owner.warm(config, name, name + "-" + draw.suffix(), image);
        if (!cluster.create(owner)) {
            return false;
        }
        return cluster.owner(name)
                .map(Owner::new)
                .filter(made -> cluster.create(Maker.owned(templates.warmSecret(made.pod(), image, draw.key()), made)))
                .filter(made -> cluster.create(Maker.owned(templates.warmPod(made.pod(), image), made)))
                .isPresent();
    }
}
