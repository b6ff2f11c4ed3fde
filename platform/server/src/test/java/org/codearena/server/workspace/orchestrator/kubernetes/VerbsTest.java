package org.codearena.server.workspace.orchestrator.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.codearena.server.Until;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.orchestrator.Environment.State;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Disk;
import org.junit.jupiter.api.Test;

/** What the orchestrator asks of the cluster is what {@code verbs.txt} says: the Role of the chart grants that and nothing else. */
class VerbsTest {
    @Test
    void nothingIsAskedForThatIsNotGranted() throws IOException {
        int port = Configs.freePort();
        try (TestCluster cluster = new TestCluster(port)) {
            KubernetesConfig config = Configs.onTestCluster(port);
            live(
                    cluster,
                    config.withAccess(Configs.throughIngress(config.access(), "", "/s/${environment}/"))
                            .withDisk(new Disk(
                                    config.disk().bytes(), config.disk().files(), true, Optional.empty())));
            live(cluster, Configs.impatient(config.withWarm(Map.of("runner-python", 1))));
            assertEquals(granted(), cluster.verbs().stream().toList());
        }
    }

    private static List<String> granted() throws IOException {
        try (var in = Objects.requireNonNull(VerbsTest.class.getResourceAsStream("verbs.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    /** Everything that is ever done. */
    private static void live(TestCluster cluster, KubernetesConfig config) {
        int warm = config.warm().values().stream().mapToInt(Integer::intValue).sum();
        UUID project = UUID.randomUUID();
        for (int i = 0; i < 2; i++) {
            try (KubernetesOrchestrator orchestrator = KubernetesOrchestrator.begin(
                    config, cluster.client(), new SimpleMeterRegistry(), InstantSource.system())) {
                Until.holds("known", () -> Configs.isKnown(orchestrator));
                Until.holds("warm", () -> orchestrator.capacity().warm() == warm);
                Wanted wanted = new Wanted(UUID.randomUUID(), project, UUID.randomUUID(), "python", "runner-python");
                orchestrator.ensure(wanted);
                Until.holds(
                        "ready",
                        () -> find(orchestrator, wanted).anyMatch(each -> each.state() instanceof State.Ready));
                orchestrator.remove(
                        find(orchestrator, wanted).findFirst().orElseThrow().name(), i == 0);
                Until.holds("gone", () -> find(orchestrator, wanted).findAny().isEmpty());
            }
        }
    }

    private static Stream<Environment> find(KubernetesOrchestrator orchestrator, Wanted wanted) {
        return orchestrator.list().stream().filter(each -> each.session().equals(wanted.session()));
    }
}
