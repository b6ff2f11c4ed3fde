package org.codearena.server.workspace.orchestrator.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.codearena.server.workspace.orchestrator.Orchestrator;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Access;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Patience;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Way;

/** Configurations for tests. */
final class Configs {
    private Configs() {}

    /** Isolated by the pod, whose runners listen at this port. */
    static KubernetesConfig onTestCluster(int port) {
        KubernetesConfig config = KubernetesConfig.defaults(TestCluster.NAMESPACE, "registry.example/codearena/", "1.2")
                .isolatedByPod();
        return config.withAccess(onPort(config.access(), port));
    }

    static int freePort() {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether the cluster has said what there is. */
    static boolean isKnown(Orchestrator orchestrator) {
        try {
            orchestrator.list();
            return true;
        } catch (IllegalStateException unknown) {
            return false;
        }
    }

    static Access onPort(Access access, int port) {
        return new Access(
                access.way(),
                port,
                access.gatewayPods(),
                access.gatewayNamespace(),
                access.ingressNamespace(),
                access.ingressClass(),
                access.ingressHost(),
                access.ingressPath(),
                access.ingressAnnotations(),
                access.deniedCidrs());
    }

    static Access throughIngress(Access access, String host, String path) {
        return new Access(
                Way.INGRESS,
                access.port(),
                access.gatewayPods(),
                access.gatewayNamespace(),
                Optional.of("ingress"),
                Optional.of("traefik"),
                Optional.of(host).filter(name -> !name.isEmpty()),
                path,
                access.ingressAnnotations(),
                access.deniedCidrs());
    }

    /** Lists anew every second. */
    static KubernetesConfig impatient(KubernetesConfig config) {
        Patience usual = config.patience();
        return config.withPatience(new Patience(
                usual.life(),
                usual.stalled(),
                usual.pulling(),
                usual.grace(),
                usual.drain(),
                Duration.ofSeconds(1),
                usual.warmLife()));
    }
}
