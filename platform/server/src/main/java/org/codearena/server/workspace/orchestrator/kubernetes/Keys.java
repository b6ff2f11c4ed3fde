package org.codearena.server.workspace.orchestrator.kubernetes;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.codearena.server.kernel.Secret;

/** The keys of runners, by pod, as far as this process has read them; where they are kept is the cluster's secrets. Thread-safe. */
final class Keys {
    private final Cluster cluster;
    private final Map<String, Secret> known = new ConcurrentHashMap<>();

    Keys(Cluster cluster) {
        this.cluster = cluster;
    }

    Optional<Secret> of(String pod) {
        return Optional.ofNullable(known.get(pod));
    }

    /** Answers whether there is one. */
    boolean read(String pod) {
        cluster.key(pod).ifPresent(key -> known.put(pod, key));
        return known.containsKey(pod);
    }

    void keepOnly(Set<String> pods) {
        known.keySet().retainAll(pods);
    }
}
