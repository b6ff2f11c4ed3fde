package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.codearena.server.kernel.Secret;
import org.codearena.server.workspace.orchestrator.FakeDisk;
import org.codearena.server.workspace.orchestrator.FakeRunner;

/** All nodes of a test's cluster: starts a stand-in of the runner for each pod, at an address of its own, and says so in the pod's status. */
final class TestKubelet implements AutoCloseable {
    /** What becomes of new pods. */
    enum Fate {
        READY,
        PENDING,
        BAD_IMAGE,
    }

    private final KubernetesClient client;
    private final int port;
    private final Map<String, FakeRunner> runners = new ConcurrentHashMap<>();
    private final AtomicInteger addresses = new AtomicInteger();
    private final ExecutorService node = Executors.newSingleThreadExecutor();
    private volatile Fate fate = Fate.READY;

    TestKubelet(KubernetesClient client, int port) {
        this.client = client;
        this.port = port;
        client.pods().inNamespace(TestCluster.NAMESPACE).inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                node.execute(() -> begin(pod));
            }

            @Override
            public void onUpdate(Pod before, Pod after) {
                // The status is our own doing.
            }

            @Override
            public void onDelete(Pod pod, boolean stateUnknown) {
                node.execute(() -> end(pod.getMetadata().getName()));
            }
        });
    }

    void fate(Fate next) {
        fate = next;
    }

    /** How many runners answer. */
    int running() {
        return runners.size();
    }

    private void begin(Pod pod) {
        try {
            switch (fate) {
                case READY -> run(pod);
                case PENDING -> {
                    // Nobody has room for it.
                }
                case BAD_IMAGE -> cannotPull(pod);
            }
        } catch (KubernetesClientException gone) {
            end(pod.getMetadata().getName());
        }
    }

    private void run(Pod pod) {
        String address = "127.0.7." + addresses.incrementAndGet();
        runners.put(pod.getMetadata().getName(), runner(pod, address));
        String now = now();
        status(
                pod,
                new PodBuilder()
                        .withNewStatus()
                        .withPhase("Running")
                        .withPodIP(address)
                        .withStartTime(now)
                        .addToConditions(
                                new PodConditionBuilder()
                                        .withType("PodScheduled")
                                        .withStatus("True")
                                        .withLastTransitionTime(now)
                                        .build(),
                                new PodConditionBuilder()
                                        .withType("Ready")
                                        .withStatus("True")
                                        .withLastTransitionTime(now)
                                        .build())
                        .addNewInitContainerStatus()
                        .withName(Names.RUNNER)
                        .withReady(true)
                        .withNewState()
                        .withNewRunning()
                        .withStartedAt(now)
                        .endRunning()
                        .endState()
                        .endInitContainerStatus()
                        .endStatus()
                        .build());
    }

    private void cannotPull(Pod pod) {
        status(
                pod,
                new PodBuilder()
                        .withNewStatus()
                        .withPhase("Pending")
                        .addNewInitContainerStatus()
                        .withName(Names.RUNNER)
                        .withNewState()
                        .withNewWaiting()
                        .withReason("ImagePullBackOff")
                        .withMessage("Back-off pulling image: not found")
                        .endWaiting()
                        .endState()
                        .endInitContainerStatus()
                        .endStatus()
                        .build());
    }

    private void status(Pod pod, Pod with) {
        client.pods()
                .inNamespace(TestCluster.NAMESPACE)
                .withName(pod.getMetadata().getName())
                .editStatus(there ->
                        new PodBuilder(there).withStatus(with.getStatus()).build());
    }

    /** An event about a pod, as the cluster's parts write them. */
    void event(Pod pod, String reason, String message, int count) {
        Event event = new EventBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName() + "." + reason)
                .withNamespace(TestCluster.NAMESPACE)
                .endMetadata()
                .withReason(reason)
                .withMessage(message)
                .withCount(count)
                .withLastTimestamp(now())
                .withNewInvolvedObject()
                .withKind("Pod")
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endInvolvedObject()
                .build();
        client.v1().events().inNamespace(TestCluster.NAMESPACE).resource(event).create();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Mounts the secret, as it were. */
    private FakeRunner runner(Pod pod, String address) {
        String secret = pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .map(volume -> volume.getSecret().getSecretName())
                .findFirst()
                .orElseThrow();
        String key = client.secrets()
                .inNamespace(TestCluster.NAMESPACE)
                .withName(secret)
                .get()
                .getData()
                .get("key");
        return new FakeRunner(
                new FakeDisk(),
                new InetSocketAddress(address, port),
                new Secret(new String(Base64.getDecoder().decode(key), StandardCharsets.US_ASCII)));
    }

    /** Everything in the pod ends at once. */
    void kill(Pod pod) {
        end(pod.getMetadata().getName());
        status(
                pod,
                new PodBuilder()
                        .withNewStatus()
                        .withPhase("Failed")
                        .addNewContainerStatus()
                        .withName(Names.ROOM)
                        .withNewState()
                        .withNewTerminated()
                        .withExitCode(137)
                        .withReason("Error")
                        .endTerminated()
                        .endState()
                        .endContainerStatus()
                        .endStatus()
                        .build());
    }

    private void end(String pod) {
        FakeRunner runner = runners.remove(pod);
        if (runner != null) {
            runner.close();
        }
    }

    @Override
    public void close() {
        node.shutdownNow();
        runners.values().forEach(runner -> runner.close());
    }
}
