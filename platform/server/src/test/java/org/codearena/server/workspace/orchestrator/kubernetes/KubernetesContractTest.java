package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import org.codearena.server.Until;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.orchestrator.Orchestrator;
import org.codearena.server.workspace.orchestrator.OrchestratorContract;
import org.codearena.server.workspace.orchestrator.RunnerCall;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Disk;
import org.junit.jupiter.api.Nested;

/** What every orchestrator does, on a cluster, with and without volumes of the projects' own. */
class KubernetesContractTest {
    @Nested
    class WithFilesInThePod extends OnATestCluster {
        WithFilesInThePod() {
            super(false);
        }
    }

    @Nested
    class WithAVolumeOfTheProject extends OnATestCluster {
        WithAVolumeOfTheProject() {
            super(true);
        }
    }

    abstract static class OnATestCluster extends OrchestratorContract {
        private final int port = Configs.freePort();
        private final TestCluster cluster = new TestCluster(port);
        private final boolean claims;

        OnATestCluster(boolean claims) {
            this.claims = claims;
        }

        @Override
        protected Orchestrator open() {
            KubernetesConfig config = Configs.onTestCluster(port);
            Orchestrator orchestrator = KubernetesOrchestrator.begin(
                    config.withDisk(
                            new Disk(config.disk().bytes(), config.disk().files(), claims, Optional.empty())),
                    cluster.client(),
                    new SimpleMeterRegistry(),
                    InstantSource.system());
            Until.holds("the cluster has said what there is", () -> Configs.isKnown(orchestrator));
            return orchestrator;
        }

        @Override
        protected void kill(Environment environment) {
            Pod pod = cluster.objects()
                    .pods()
                    .inNamespace(TestCluster.NAMESPACE)
                    .withLabel(Names.ENVIRONMENT, environment.name())
                    .list()
                    .getItems()
                    .getFirst();
            cluster.kubelet().kill(pod);
        }

        @Override
        protected boolean keepsDisks() {
            return claims;
        }

        @Override
        protected boolean environmentsOutliveIt() {
            return true;
        }

        @Override
        protected int activityStatus(Endpoint endpoint) {
            return RunnerCall.status(endpoint, "GET", "/activity");
        }

        @Override
        protected void closeWhatRunsBelow() {
            cluster.close();
        }
    }
}
