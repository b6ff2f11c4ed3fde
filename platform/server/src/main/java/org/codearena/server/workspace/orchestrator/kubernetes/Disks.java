package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.codearena.server.workspace.orchestrator.Wanted;

/** The projects' own volumes, where they have any: they outlive sessions, and go when they are told to. Thread-safe. */
final class Disks {
    private final boolean claims;
    private final Cluster cluster;
    private final Templates templates;
    private final View view;
    /** Dropped a moment ago, which the view may not show yet. */
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();

    Disks(KubernetesConfig config, Cluster cluster, Templates templates, View view) {
        this.claims = config.disk().claims();
        this.cluster = cluster;
        this.templates = templates;
        this.view = view;
    }

    /** Whether this project has one, of an earlier environment. */
    boolean exists(UUID project) {
        return claims
                && cluster.claim(Names.claim(project))
                        .filter(claim -> !isEnding(claim))
                        .isPresent();
    }

    /** Sees to it that the project has one; of one that is still being removed, it has to be called again. */
    void make(Wanted wanted) {
        if (!claims) {
            return;
        }
        String name = Names.claim(wanted.project());
        if (!cluster.create(templates.claim(wanted))
                && cluster.claim(name).filter(claim -> !isEnding(claim)).isEmpty()) {
            throw new IllegalStateException("the project's old disk is still being removed");
        }
        dropped.remove(name);
    }

    /** It goes when no pod uses it any more. */
    void drop(UUID project) {
        if (claims) {
            dropped.add(Names.claim(project));
            cluster.deleteClaim(Names.claim(project));
        }
    }

    /** Of which projects there is one, but for those that are in use. */
    Set<UUID> left(Set<UUID> used) {
        dropped.removeIf(name -> view.claims().stream()
                .noneMatch(claim -> claim.getMetadata().getName().equals(name)));
        return view.claims().stream()
                .filter(claim -> !isEnding(claim))
                .filter(claim -> !dropped.contains(claim.getMetadata().getName()))
                .flatMap(claim -> project(claim).stream())
                .filter(project -> !used.contains(project))
                .collect(Collectors.toSet());
    }

    private static boolean isEnding(PersistentVolumeClaim claim) {
        return claim.getMetadata().getDeletionTimestamp() != null;
    }

    private static Optional<UUID> project(PersistentVolumeClaim claim) {
        try {
            return Optional.ofNullable(claim.getMetadata().getLabels().get(Names.PROJECT))
                    .map(UUID::fromString);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
