package org.codearena.server.workspace;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.codearena.server.workspace.orchestrator.Orchestrator;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesOrchestrator;
import org.codearena.server.workspace.orchestrator.local.LocalConfig;
import org.codearena.server.workspace.orchestrator.local.LocalOrchestrator;

/** Where the environments of sessions come from. */
public sealed interface Environments {
    /** From nowhere: this server makes none. */
    record None() implements Environments {}

    /** Child processes of this one. */
    record Local(LocalConfig config) implements Environments {}

    /** Pods of a cluster. */
    record Kubernetes(KubernetesConfig config) implements Environments {}

    default Optional<Orchestrator> open(MeterRegistry meters, InstantSource clock) throws IOException {
        return switch (this) {
            case None() -> Optional.empty();
            case Local(LocalConfig config) -> Optional.of(new LocalOrchestrator(config));
            case Kubernetes(KubernetesConfig config) ->
                Optional.of(KubernetesOrchestrator.connect(config, meters, clock));
        };
    }
}
