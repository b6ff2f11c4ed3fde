package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.infra.kubernetes.Template;
import org.codearena.server.kernel.Sha256;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Isolation;

/** The objects of an environment, from templates that were checked when the server started. Thread-safe. */
final class Templates {
    private static final int REVISION_DIGITS = 10;
    /** Made up, to try the templates with. */
    private static final UUID SOMEBODY = new UUID(0, 0);

    /** A file of the directory, and what it describes. */
    enum Kind {
        POD("pod.yaml", Pod.class),
        SECRET("secret.yaml", Secret.class),
        SERVICE("service.yaml", Service.class),
        INGRESS("ingress.yaml", Ingress.class),
        POLICY("networkpolicy.yaml", NetworkPolicy.class),
        CLAIM("pvc.yaml", PersistentVolumeClaim.class);

        private final String file;
        private final Class<? extends HasMetadata> type;

        Kind(String file, Class<? extends HasMetadata> type) {
            this.file = file;
            this.type = type;
        }

        String file() {
            return file;
        }

        Class<? extends HasMetadata> type() {
            return type;
        }
    }

    private final Map<Kind, Template> templates;
    private final Isolation isolation;
    private final Values values;
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    private Templates(KubernetesConfig config, Map<Kind, Template> templates) {
        this.templates = templates;
        this.isolation = config.isolation();
        this.values = new Values(config);
    }

    /**
     * Reads the templates and tries each.
     *
     * @throws IllegalArgumentException with all that is wrong, of all of them
     */
    static Templates load(KubernetesConfig config) {
        List<String> problems = new ArrayList<>();
        Map<Kind, Template> templates = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            try {
                templates.put(kind, Template.parse(read(config.templates(), kind)));
            } catch (IllegalArgumentException | IOException broken) {
                problems.add(kind.file() + " " + broken.getMessage());
            }
        }
        Templates loaded = new Templates(config, templates);
        templates.keySet().forEach(kind -> problems.addAll(loaded.tried(kind)));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("templates of sessions: " + String.join("; ", problems));
        }
        return loaded;
    }

    private static String read(Optional<Path> directory, Kind kind) throws IOException {
        Optional<Path> own = directory.map(path -> path.resolve(kind.file())).filter(Files::exists);
        if (own.isPresent()) {
            return Files.readString(own.get());
        }
        try (InputStream builtIn = Templates.class.getResourceAsStream(kind.file())) {
            if (builtIn == null) {
                throw new IOException("is missing");
            }
            return new String(builtIn.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> tried(Kind kind) {
        List<String> problems = new ArrayList<>();
        Wanted somebody = new Wanted(SOMEBODY, SOMEBODY, SOMEBODY, "language", "image");
        Map<String, Optional<Object>> all = values.session(Names.environment(SOMEBODY), "0", somebody);
        for (String name : template(kind).placeholders()) {
            boolean key = name.equals(Values.RUNNER_KEY);
            if (key ? kind != Kind.SECRET : !all.containsKey(name)) {
                problems.add(kind.file() + " names ${" + name + "}, "
                        + (key ? "which is for secret.yaml alone" : "which is unknown, known are " + all.keySet()));
            }
        }
        if (problems.isEmpty()) {
            Map<String, Optional<Object>> filled =
                    Values.withKey(all, new org.codearena.server.kernel.Secret("0".repeat(64)));
            try {
                TemplateChecks.problems(
                                kind, template(kind).fill(filled), make(kind, HasMetadata.class, filled), isolation)
                        .forEach(problem -> problems.add(kind.file() + " " + problem));
                if (kind == Kind.POD) {
                    problems.addAll(claimable());
                }
            } catch (IllegalArgumentException unfit) {
                problems.add(kind.file() + " is no " + kind.type().getSimpleName() + ": " + unfit.getMessage());
            }
        }
        return problems;
    }

    /** Only labels and annotations of a pod can still change when a session takes it. */
    private List<String> claimable() {
        Wanted somebody = new Wanted(SOMEBODY, SOMEBODY, SOMEBODY, "language", "image");
        Pod waiting = make(Kind.POD, Pod.class, values.warm("pod", "0", "image"));
        Pod taken = make(Kind.POD, Pod.class, values.session("pod", "0", somebody));
        waiting.getSpec().setActiveDeadlineSeconds(null);
        taken.getSpec().setActiveDeadlineSeconds(null);
        waiting.getSpec().setPriorityClassName(null);
        taken.getSpec().setPriorityClassName(null);
        boolean claims = !taken.getSpec().getVolumes().equals(waiting.getSpec().getVolumes());
        return claims || waiting.getSpec().equals(taken.getSpec())
                ? List.of()
                : List.of(Kind.POD.file() + " has a spec that depends on the session: only labels and annotations may");
    }

    /** Names what pods of this image are made of, so that a pod of another making is not taken for one. */
    String revision(String image) {
        Pod pod = make(Kind.POD, Pod.class, values.warm("pod", "0", image));
        return Sha256.of(serialization.asJson(pod).getBytes(StandardCharsets.UTF_8))
                .substring(0, REVISION_DIGITS);
    }

    Pod warmPod(String name, String image) {
        return make(Kind.POD, Pod.class, values.warm(name, revision(image), image));
    }

    Secret warmSecret(String name, String image, org.codearena.server.kernel.Secret key) {
        return make(Kind.SECRET, Secret.class, Values.withKey(values.warm(name, revision(image), image), key));
    }

    /** A session's pod; of one that waited under this name, what it should look like now. */
    Pod pod(String name, Wanted wanted) {
        return make(Kind.POD, Pod.class, values.session(name, revision(wanted.image()), wanted));
    }

    Secret secret(Wanted wanted, org.codearena.server.kernel.Secret key) {
        return make(Kind.SECRET, Secret.class, Values.withKey(session(wanted), key));
    }

    Service service(Wanted wanted) {
        return make(Kind.SERVICE, Service.class, session(wanted));
    }

    Ingress ingress(Wanted wanted) {
        return make(Kind.INGRESS, Ingress.class, session(wanted));
    }

    PersistentVolumeClaim claim(Wanted wanted) {
        return make(Kind.CLAIM, PersistentVolumeClaim.class, session(wanted));
    }

    NetworkPolicy policy() {
        return make(Kind.POLICY, NetworkPolicy.class, values.warm("policy", "0", "image"));
    }

    private Map<String, Optional<Object>> session(Wanted wanted) {
        return values.session(Names.environment(wanted.session()), revision(wanted.image()), wanted);
    }

    private Template template(Kind kind) {
        return Objects.requireNonNull(templates.get(kind), kind::file);
    }

    private <T> T make(Kind kind, Class<T> type, Map<String, Optional<Object>> filling) {
        Map<String, Object> tree = template(kind).fill(filling);
        return type.cast(serialization.convertValue(tree, kind.type()));
    }
}
