package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is asked of the cluster's API, all of it, in one namespace: the Role that the chart grants follows from this class. Every call
 * throws {@link KubernetesClientException} when it was refused or not answered. Thread-safe.
 */
final class Cluster implements AutoCloseable {
    private static final int UNPROCESSABLE = 422;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final KubernetesClient client;
    private final String namespace;
    private final Map<String, String> ours;

    Cluster(KubernetesClient client, KubernetesConfig config) {
        this.client = client;
        this.namespace = config.namespace();
        this.ours = Map.of(Names.INSTANCE, config.instance(), Names.COMPONENT, Names.COMPONENT_SESSION);
    }

    String namespace() {
        return namespace;
    }

    SharedIndexInformer<Pod> pods() {
        return client.pods().inNamespace(namespace).withLabels(ours).runnableInformer(0);
    }

    SharedIndexInformer<ConfigMap> owners() {
        return client.configMaps().inNamespace(namespace).withLabels(ours).runnableInformer(0);
    }

    SharedIndexInformer<PersistentVolumeClaim> claims() {
        return client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withLabels(ours)
                .runnableInformer(0);
    }

    /** Of everything in the namespace: events carry no labels. */
    SharedIndexInformer<Event> events() {
        return client.v1().events().inNamespace(namespace).runnableInformer(0);
    }

    Optional<ConfigMap> owner(String name) {
        return Optional.ofNullable(
                client.configMaps().inNamespace(namespace).withName(name).get());
    }

    Optional<Pod> pod(String name) {
        return Optional.ofNullable(
                client.pods().inNamespace(namespace).withName(name).get());
    }

    Optional<PersistentVolumeClaim> claim(String name) {
        return Optional.ofNullable(client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    /** The key in this secret. */
    Optional<org.codearena.server.kernel.Secret> key(String name) {
        Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
        return Optional.ofNullable(secret)
                .flatMap(each -> Optional.ofNullable(each.getData()))
                .flatMap(data -> Optional.ofNullable(data.get("key")))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.US_ASCII))
                .map(org.codearena.server.kernel.Secret::new);
    }

    /** Makes an object, unless there is one of its name: then the answer is false. */
    boolean create(HasMetadata object) {
        try {
            client.resource(object).inNamespace(namespace).create();
            return true;
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw refused;
        }
    }

    /** Makes an object; of one of the same name, finds out whether it belongs to this owner, and removes it if not. */
    boolean createOwned(HasMetadata object, String ownerUid) {
        if (create(object)) {
            return true;
        }
        HasMetadata there = client.resource(object).inNamespace(namespace).get();
        boolean own = there != null
                && there.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getUid().equals(ownerUid));
        if (there != null && !own) {
            client.resource(there).inNamespace(namespace).delete();
        }
        return own;
    }

    void put(NetworkPolicy policy) {
        client.resource(policy).inNamespace(namespace).createOr(NonDeletingOperation::update);
    }

    /** Changes an owner, if it still is as it was seen; else the answer is false. */
    boolean patchOwner(ConfigMap seen, Map<String, Object> change) {
        return patching(() -> client.configMaps()
                .inNamespace(namespace)
                .withName(seen.getMetadata().getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), guarded(seen, change)));
    }

    /** Changes a pod, if it still is as it was seen; else the answer is false. */
    boolean patchPod(Pod seen, Map<String, Object> change) {
        return patching(() -> client.pods()
                .inNamespace(namespace)
                .withName(seen.getMetadata().getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), guarded(seen, change)));
    }

    private static String guarded(HasMetadata seen, Map<String, Object> change) {
        return JSON.writeValueAsString(Merged.of(
                change,
                Map.of("metadata", Map.of("resourceVersion", seen.getMetadata().getResourceVersion()))));
    }

    private static boolean patching(Runnable patch) {
        try {
            patch.run();
            return true;
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT
                    || refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return false;
            }
            throw refused;
        }
    }

    /** What it owns is collected by the cluster. */
    void deleteOwner(String name) {
        client.configMaps()
                .inNamespace(namespace)
                .withName(name)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
    }

    void deletePod(String name) {
        client.pods().inNamespace(namespace).withName(name).delete();
    }

    /** For a pod whose node does not answer any more. */
    void deletePodAtOnce(String name) {
        client.pods().inNamespace(namespace).withName(name).withGracePeriod(0).delete();
    }

    void deleteClaim(String name) {
        client.persistentVolumeClaims().inNamespace(namespace).withName(name).delete();
    }

    /** Whether the cluster has understood and said no, so that asking again in a moment changes nothing. */
    static boolean refused(Throwable failure) {
        return failure instanceof KubernetesClientException refusal
                && List.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE)
                        .contains(refusal.getCode());
    }

    /** What the cluster said, without the request, whose body may hold a key. */
    static String said(Throwable failure) {
        if (failure instanceof KubernetesClientException refusal && refusal.getStatus() != null) {
            return PodFailures.quote(refusal.getStatus().getMessage());
        }
        return PodFailures.quote(failure instanceof KubernetesClientException ? "no answer" : failure.getMessage());
    }

    @Override
    public void close() {
        client.close();
    }
}
