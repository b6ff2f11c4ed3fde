package org.codearena.server.execution.job;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.EventListBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.codearena.server.infra.kubernetes.TestApi;

/** What a cluster does about Jobs: makes a pod for each, starts its runner at an address of its own, and removes what has no owner any more. */
public final class TestNode implements AutoCloseable {
    public static final String NAMESPACE = "judging";

    /** What becomes of new Jobs. */
    enum Fate {
        RUNS,
        NO_ROOM,
        BAD_IMAGE,
        OVER_QUOTA,
        NOTHING
    }

    /** Starts a runner at the address that listens with the key; closing it ends the runner. */
    public interface Starter {
        AutoCloseable start(String address, String key) throws Exception;
    }

    private final TestApi api;
    private final KubernetesClient client;
    private final Starter starter;
    private final Map<String, AutoCloseable> runners = new ConcurrentHashMap<>();
    private final AtomicInteger addresses = new AtomicInteger();
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Fate fate = Fate.RUNS;

    public TestNode(TestApi api, Starter starter) {
        this.api = api;
        this.client = api.objects();
        this.starter = starter;
        client.batch().v1().jobs().inNamespace(NAMESPACE).inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Job job) {
                work.execute(() -> begin(job));
            }

            @Override
            public void onUpdate(Job before, Job after) {
                // Nothing of it changes.
            }

            @Override
            public void onDelete(Job job, boolean stateUnknown) {
                work.execute(() -> collect(job));
            }
        });
    }

    void fate(Fate next) {
        fate = next;
    }

    private void begin(Job job) {
        try {
            switch (fate) {
                case RUNS -> run(job);
                case NO_ROOM -> status(pod(job), placed("False", "0/3 nodes are available: 3 Insufficient cpu"));
                case BAD_IMAGE -> status(pod(job), waits("ImagePullBackOff", "Back-off pulling image: not found"));
                case OVER_QUOTA -> refuse(job);
                case NOTHING -> pod(job);
            }
        } catch (KubernetesClientException gone) {
            end(job.getMetadata().getName());
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void run(Job job) throws Exception {
        Pod pod = pod(job);
        String address = "127.0.8." + addresses.incrementAndGet();
        String name = job.getMetadata().getName();
        runners.put(name, starter.start(address, key(job)));
        status(
                pod,
                new PodStatusBuilder(placed("True", ""))
                        .withPhase("Running")
                        .withPodIP(address)
                        .addNewContainerStatus()
                        .withName("runner")
                        .withState(new ContainerStateBuilder()
                                .withNewRunning()
                                .endRunning()
                                .build())
                        .endContainerStatus()
                        .build());
    }

    private Pod pod(Job job) {
        return client.pods()
                .inNamespace(NAMESPACE)
                .resource(new PodBuilder()
                        .withNewMetadataLike(job.getSpec().getTemplate().getMetadata())
                        .withName(job.getMetadata().getName() + "-x7k2p")
                        .endMetadata()
                        .withSpec(job.getSpec().getTemplate().getSpec())
                        .build())
                .create();
    }

    /** The secret is made after the Job; a kubelet waits for it too. */
    private String key(Job job) {
        String secret = job.getSpec().getTemplate().getSpec().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .map(volume -> volume.getSecret().getSecretName())
                .findFirst()
                .orElseThrow();
        Secret mounted = client.secrets()
                .inNamespace(NAMESPACE)
                .withName(secret)
                .waitUntilCondition(Objects::nonNull, 30, TimeUnit.SECONDS);
        return new String(Base64.getDecoder().decode(mounted.getData().get("key")), StandardCharsets.US_ASCII);
    }

    private static PodStatus placed(String whether, String message) {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus(whether)
                .withMessage(message)
                .endCondition()
                .build();
    }

    private static PodStatus waits(String reason, String message) {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .addNewContainerStatus()
                .withName("runner")
                .withState(new ContainerStateBuilder()
                        .withNewWaiting(message, reason)
                        .build())
                .endContainerStatus()
                .build();
    }

    private void refuse(Job job) {
        String name = job.getMetadata().getName();
        Event event = new EventBuilder()
                .withNewMetadata()
                .withName(name + ".1")
                .endMetadata()
                .withReason("FailedCreate")
                .withMessage("exceeded quota: judging, requested: cpu=1, used: cpu=8, limited: cpu=8")
                .withNewInvolvedObject()
                .withKind("Job")
                .withName(name)
                .endInvolvedObject()
                .build();
        api.answer(
                "/api/v1/namespaces/" + NAMESPACE + "/events?fieldSelector=involvedObject.name%3D" + name,
                new EventListBuilder().withItems(event).build());
    }

    private void status(Pod pod, PodStatus status) {
        client.pods()
                .inNamespace(NAMESPACE)
                .withName(pod.getMetadata().getName())
                .editStatus(there -> new PodBuilder(there).withStatus(status).build());
    }

    /** The runner ends, and the cluster says why. */
    public void kill(String job, String reason, int exitCode) {
        ContainerState ended = new ContainerStateBuilder()
                .withNewTerminated()
                .withReason(reason)
                .withExitCode(exitCode)
                .endTerminated()
                .build();
        for (Pod pod : pods(job)) {
            status(
                    pod,
                    new PodStatusBuilder()
                            .withPhase("Failed")
                            .addNewContainerStatus()
                            .withName("runner")
                            .withState(ended)
                            .endContainerStatus()
                            .build());
        }
        end(job);
    }

    List<Pod> pods(String job) {
        return client.pods()
                .inNamespace(NAMESPACE)
                .withLabel(JobNames.JOB, job)
                .list()
                .getItems();
    }

    public List<Job> jobs() {
        return client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems();
    }

    List<Secret> secrets() {
        return client.secrets().inNamespace(NAMESPACE).list().getItems();
    }

    /** What owner references are for. */
    private void collect(Job job) {
        end(job.getMetadata().getName());
        pods(job.getMetadata().getName())
                .forEach(pod -> client.resource(pod).inNamespace(NAMESPACE).delete());
        secrets().stream()
                .filter(secret -> secret.getMetadata().getOwnerReferences().stream()
                        .anyMatch(
                                owner -> owner.getUid().equals(job.getMetadata().getUid())))
                .forEach(
                        secret -> client.resource(secret).inNamespace(NAMESPACE).delete());
    }

    private void end(String job) {
        AutoCloseable runner = runners.remove(job);
        if (runner != null) {
            try {
                runner.close();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    /** How many runners there are. */
    public int running() {
        return runners.size();
    }

    @Override
    public void close() {
        work.shutdownNow();
        List.copyOf(runners.keySet()).forEach(this::end);
    }
}
