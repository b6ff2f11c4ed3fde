package org.codearena.helm;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * What Helm made.
 *
 * @param trees each object as plain maps
 * @param objects the same, as fabric8's models
 */
record Rendered(List<Map<String, Object>> trees, List<HasMetadata> objects) {
    /** A pod as it will be, wherever its template stands. */
    record PodIn(HasMetadata owner, Map<String, String> labels, PodSpec spec) {
        Stream<Container> containers() {
            return Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream());
        }

        String namespace() {
            return namespaceOf(owner);
        }

        @Override
        public String toString() {
            return owner.getKind() + " " + owner.getMetadata().getName();
        }
    }

    static Rendered of(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        KubernetesSerialization models = new KubernetesSerialization();
        List<Map<String, Object>> trees = new ArrayList<>();
        List<HasMetadata> objects = new ArrayList<>();
        for (Object document : new Yaml(options).loadAll(text)) {
            if (document != null) {
                trees.add(map(document));
                objects.add(models.unmarshal(models.asYaml(document)));
            }
        }
        return new Rendered(trees, objects);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object tree) {
        return (Map<String, Object>) tree;
    }

    /** The namespace that an object names; else it is the release's. */
    static String namespaceOf(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getNamespace()).orElse("contest");
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> T one(Class<T> kind, String name) {
        return all(kind).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + name + " among " + names()));
    }

    /** Of kinds that fabric8 has no models of. */
    List<Map<String, Object>> all(String kind) {
        return trees.stream().filter(tree -> kind.equals(tree.get("kind"))).toList();
    }

    List<String> names() {
        return objects.stream()
                .map(each -> each.getKind() + " " + namespaceOf(each) + "/"
                        + each.getMetadata().getName())
                .toList();
    }

    List<PodIn> pods() {
        return objects.stream().flatMap(Rendered::pod).toList();
    }

    PodIn pod(String owner) {
        return pods().stream()
                .filter(pod -> pod.owner().getMetadata().getName().equals(owner))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no pod of " + owner + " among " + names()));
    }

    private static Stream<PodIn> pod(HasMetadata object) {
        return switch (object) {
            case Deployment it -> Stream.of(template(it, it.getSpec().getTemplate()));
            case StatefulSet it -> Stream.of(template(it, it.getSpec().getTemplate()));
            case DaemonSet it -> Stream.of(template(it, it.getSpec().getTemplate()));
            case Pod it -> Stream.of(new PodIn(it, it.getMetadata().getLabels(), it.getSpec()));
            default -> Stream.empty();
        };
    }

    private static PodIn template(HasMetadata owner, PodTemplateSpec template) {
        return new PodIn(owner, template.getMetadata().getLabels(), template.getSpec());
    }
}
