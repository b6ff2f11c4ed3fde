package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import org.codearena.server.Until;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.orchestrator.Orchestrator;
import org.codearena.server.workspace.orchestrator.OrchestratorContract;
import org.codearena.server.workspace.orchestrator.RunnerCall;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The same on the cluster that {@code KUBECONFIG} names, from a machine that reaches its pods. {@code CODEARENA_TEST_NAMESPACE} says
 * where (codearena-test unless told), {@code CODEARENA_TEST_IMAGES} how the images' names begin, {@code CODEARENA_TEST_TAG} how they end.
 */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+", disabledReason = "KUBECONFIG names no cluster")
class RealClusterTest extends OrchestratorContract {
    private static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }

    private static KubernetesConfig config() {
        return KubernetesConfig.defaults(
                        setting("CODEARENA_TEST_NAMESPACE", "codearena-test"),
                        setting("CODEARENA_TEST_IMAGES", ""),
                        setting("CODEARENA_TEST_TAG", "latest"))
                .isolatedByPod()
                .withWarm(Map.of());
    }

    @Override
    protected Orchestrator open() {
        Orchestrator orchestrator =
                KubernetesOrchestrator.connect(config(), new SimpleMeterRegistry(), InstantSource.system());
        Until.holds("the cluster has said what there is", () -> Configs.isKnown(orchestrator));
        return orchestrator;
    }

    @Override
    protected void kill(Environment environment) {
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            client.pods()
                    .inNamespace(config().namespace())
                    .withLabel(Names.ENVIRONMENT, environment.name())
                    .withGracePeriod(0)
                    .delete();
        }
    }

    @Override
    protected boolean keepsDisks() {
        return false;
    }

    @Override
    protected boolean environmentsOutliveIt() {
        return true;
    }

    @Override
    protected int activityStatus(Endpoint endpoint) {
        return RunnerCall.status(endpoint, "GET", "/activity");
    }
}
