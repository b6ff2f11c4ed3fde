package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.workspace.orchestrator.Wanted;

/**
 * The object that everything of an environment belongs to: a ConfigMap, which holds what is known of it besides. It is made first and
 * deleted first, so that whatever is half done hangs on something with a name. An environment that waits for a session has one, too.
 */
record Owner(ConfigMap map) {
    private static final String WANTED_SESSION = "session";
    private static final String WANTED_PROJECT = "project";
    private static final String WANTED_OWNER = "owner";
    private static final String WANTED_LANGUAGE = "language";
    private static final String WANTED_IMAGE = "image";
    private static final String POD = "pod";
    private static final String RECOVERED = "recovered";
    private static final String MADE = "made";

    /**
     * One that is to be made.
     *
     * @param pod the name of the pod it is to have
     * @param recovered whether the project's disk was there before
     */
    static ConfigMap of(KubernetesConfig config, Wanted wanted, String pod, boolean recovered) {
        Map<String, String> data = new HashMap<>();
        data.put(WANTED_SESSION, wanted.session().toString());
        data.put(WANTED_PROJECT, wanted.project().toString());
        data.put(WANTED_OWNER, wanted.owner().toString());
        data.put(WANTED_LANGUAGE, wanted.language());
        data.put(WANTED_IMAGE, wanted.image());
        data.put(POD, pod);
        data.put(RECOVERED, String.valueOf(recovered));
        return new ConfigMapBuilder()
                .withMetadata(metadata(config, Names.environment(wanted.session())))
                .addToData(data)
                .build();
    }

    /** One of a pod that is to wait for a session. */
    static ConfigMap warm(KubernetesConfig config, String name, String pod, String image) {
        return new ConfigMapBuilder()
                .withMetadata(metadata(config, name))
                .addToData(Map.of(POD, pod, WANTED_IMAGE, image))
                .build();
    }

    private static ObjectMeta metadata(KubernetesConfig config, String name) {
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(name);
        metadata.setLabels(Map.of(
                "app.kubernetes.io/name",
                "codearena",
                "app.kubernetes.io/managed-by",
                "codearena",
                Names.INSTANCE,
                config.instance(),
                Names.COMPONENT,
                Names.COMPONENT_SESSION));
        return metadata;
    }

    String name() {
        return map.getMetadata().getName();
    }

    String uid() {
        return map.getMetadata().getUid();
    }

    boolean ending() {
        return map.getMetadata().getDeletionTimestamp() != null;
    }

    Instant created() {
        return PodTimes.time(map.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH);
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(map.getData()).flatMap(data -> Optional.ofNullable(data.get(key)));
    }

    /** What it was made for; empty of one that waits, and of what somebody else has made. */
    Optional<Wanted> wanted() {
        if (value(WANTED_SESSION).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Wanted(
                    UUID.fromString(value(WANTED_SESSION).orElse("")),
                    UUID.fromString(value(WANTED_PROJECT).orElse("")),
                    UUID.fromString(value(WANTED_OWNER).orElse("")),
                    value(WANTED_LANGUAGE).orElse(""),
                    value(WANTED_IMAGE).orElse("")));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    String pod() {
        return value(POD).orElse("");
    }

    boolean recovered() {
        return value(RECOVERED).map(Boolean::parseBoolean).orElse(false);
    }

    /** When all of it had been made; a pod that is missing after that is gone and is not made again. */
    Optional<Instant> made() {
        return value(MADE).flatMap(PodTimes::time);
    }

    static Map<String, Object> madeAt(Instant now) {
        return Map.of("data", Map.of(MADE, now.toString()));
    }

    static Map<String, Object> otherPod(String pod) {
        return Map.of("data", Map.of(POD, pod));
    }

    OwnerReference reference() {
        return new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName(name())
                .withUid(uid())
                .build();
    }

    /** The change that makes another object belong to this one and to no other. */
    Map<String, Object> ownership() {
        return Map.of(
                "metadata",
                Map.of(
                        "ownerReferences",
                        List.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "name", name(), "uid", uid()))));
    }

    boolean owns(ObjectMeta other) {
        return other.getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(uid()));
    }
}
