package org.codearena.server.execution.job;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.codearena.server.kernel.Secret;

/**
 * What is asked of the cluster's API, all of it, in one namespace: the Role that the chart grants follows from this class. Every call throws
 * {@link KubernetesClientException} when it was refused or not answered. Thread-safe.
 */
final class JobCluster implements AutoCloseable {
    private final KubernetesClient client;
    private final String namespace;
    private final Map<String, String> ours;

    /** @param judge as a label holds it */
    JobCluster(KubernetesClient client, JobsConfig config, String judge) {
        this.client = client;
        this.namespace = config.namespace();
        this.ours = Map.of(
                JobNames.INSTANCE,
                config.instance(),
                JobNames.COMPONENT,
                JobNames.COMPONENT_JOB,
                JobNames.JUDGE,
                judge);
    }

    /** Makes a Job and the secret with its key, which goes with it. */
    void create(Job job, Secret key) {
        Job made = createOrFind(job);
        createIfMissing(new SecretBuilder()
                .withNewMetadata()
                .withName(job.getMetadata().getName())
                .withLabels(job.getMetadata().getLabels())
                .withOwnerReferences(reference(made))
                .endMetadata()
                .withType("Opaque")
                .withImmutable(true)
                .withData(Map.of(
                        "key", Base64.getEncoder().encodeToString(key.value().getBytes(StandardCharsets.US_ASCII))))
                .build());
    }

    /** A request whose answer was lost is sent again by the client, and then finds what it has made itself. */
    private Job createOrFind(Job job) {
        try {
            return client.batch()
                    .v1()
                    .jobs()
                    .inNamespace(namespace)
                    .resource(job)
                    .create();
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw refused;
            }
            return Optional.ofNullable(client.batch()
                            .v1()
                            .jobs()
                            .inNamespace(namespace)
                            .withName(job.getMetadata().getName())
                            .get())
                    .filter(there -> Objects.equals(
                            there.getMetadata().getLabels(), job.getMetadata().getLabels()))
                    .orElseThrow(() -> refused);
        }
    }

    private void createIfMissing(io.fabric8.kubernetes.api.model.Secret secret) {
        try {
            client.secrets().inNamespace(namespace).resource(secret).create();
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw refused;
            }
        }
    }

    private static OwnerReference reference(Job job) {
        return new OwnerReferenceBuilder()
                .withApiVersion("batch/v1")
                .withKind("Job")
                .withName(job.getMetadata().getName())
                .withUid(job.getMetadata().getUid())
                .build();
    }

    /** Completes when the pods of this Job are so; it is to be cancelled when nobody waits any more. */
    CompletableFuture<List<Pod>> podsWhen(String job, Predicate<List<Pod>> so) {
        return client.pods().inNamespace(namespace).withLabel(JobNames.JOB, job).informOnCondition(so);
    }

    List<Pod> pods(String job) {
        return client.pods()
                .inNamespace(namespace)
                .withLabel(JobNames.JOB, job)
                .list()
                .getItems();
    }

    /** What was said last of this Job going wrong, such as that a quota is used up. */
    Optional<String> warning(String job) {
        return client
                .v1()
                .events()
                .inNamespace(namespace)
                .withField("involvedObject.name", job)
                .list()
                .getItems()
                .stream()
                .filter(event -> "FailedCreate".equals(event.getReason()))
                .reduce((_, later) -> later)
                .map(event -> String.valueOf(event.getMessage()));
    }

    /** The names of all Jobs of this judge that there are. */
    List<String> names() {
        return client.batch().v1().jobs().inNamespace(namespace).withLabels(ours).list().getItems().stream()
                .map(job -> job.getMetadata().getName())
                .toList();
    }

    /** What it owns is collected by the cluster. */
    void delete(String job) {
        client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(job)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
    }

    /** What the cluster said, without the request, whose body may hold a key. */
    static String said(Throwable failure) {
        if (failure instanceof KubernetesClientException refusal && refusal.getStatus() != null) {
            return JobState.quote(refusal.getStatus().getMessage());
        }
        return failure instanceof KubernetesClientException
                ? ": no answer from the cluster"
                : JobState.quote(failure.toString());
    }

    @Override
    public void close() {
        client.close();
    }
}
