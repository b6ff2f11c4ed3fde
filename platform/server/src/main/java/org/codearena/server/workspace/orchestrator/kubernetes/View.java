package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the cluster holds that is ours, as it was a moment ago. Thread-safe. */
final class View implements AutoCloseable {
    private final String namespace;
    private final Watched<ConfigMap> owners;
    private final Watched<Pod> pods;
    private final Watched<Event> events;
    private final Watched<PersistentVolumeClaim> claims;
    private final boolean withClaims;

    View(Cluster cluster, boolean withClaims, Runnable changed, InstantSource clock) {
        this.namespace = cluster.namespace();
        this.withClaims = withClaims;
        this.owners = new Watched<>("owners", cluster::owners, changed, clock);
        this.pods = new Watched<>("pods", cluster::pods, changed, clock);
        this.events = new Watched<>("events", cluster::events, changed, clock);
        this.claims = new Watched<>("claims", cluster::claims, changed, clock);
    }

    /** Lists everything, in the background. */
    void list() {
        watched().values().forEach(Watched::list);
    }

    /** What is watched, by kind. */
    Map<String, Watched<?>> watched() {
        Map<String, Watched<?>> all = new LinkedHashMap<>();
        all.put("owners", owners);
        all.put("pods", pods);
        all.put("events", events);
        if (withClaims) {
            all.put("claims", claims);
        }
        return all;
    }

    /** Whether all there is was seen at least once; events only explain, so they are not waited for. */
    boolean known() {
        return owners.known() && pods.known() && (!withClaims || claims.known());
    }

    /** How long nothing was heard about that kind of which this is longest. */
    Duration age() {
        return Stream.of(owners, pods)
                .map(Watched::age)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    List<Owner> owners() {
        return owners.all().stream().map(Owner::new).toList();
    }

    Optional<Owner> owner(String name) {
        return owners.byName(namespace, name).map(Owner::new);
    }

    List<Pod> pods() {
        return pods.all();
    }

    Optional<Pod> pod(String name) {
        return pods.byName(namespace, name);
    }

    List<PersistentVolumeClaim> claims() {
        return claims.all();
    }

    /** The events of this pod and of no earlier one of its name. */
    List<Event> eventsOf(Pod pod) {
        String uid = pod.getMetadata().getUid();
        return events.all().stream()
                .filter(event -> event.getInvolvedObject() != null
                        && uid.equals(event.getInvolvedObject().getUid()))
                .toList();
    }

    @Override
    public void close() {
        watched().values().forEach(Watched::close);
    }
}
