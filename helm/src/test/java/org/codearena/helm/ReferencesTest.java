package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codearena.helm.Rendered.PodIn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever names or selects something finds it. */
class ReferencesTest {
    static Stream<Installation> installations() {
        return Matrix.installations();
    }

    private static boolean selects(LabelSelector selector, Map<String, String> labels) {
        return labels.entrySet().containsAll(selector.getMatchLabels().entrySet())
                && selector.getMatchExpressions().stream().allMatch(each -> holds(each, labels));
    }

    private static boolean holds(LabelSelectorRequirement requirement, Map<String, String> labels) {
        assertEquals("In", requirement.getOperator());
        return requirement.getValues().contains(labels.get(requirement.getKey()));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void whoKeepsPodsFindsItsOwnAndNoOthers(Installation installation) {
        Rendered rendered = installation.render();
        for (HasMetadata keeper : rendered.objects()) {
            LabelSelector selector = switch (keeper) {
                case Deployment it -> it.getSpec().getSelector();
                case StatefulSet it -> it.getSpec().getSelector();
                case DaemonSet it -> it.getSpec().getSelector();
                default -> null;
            };
            if (selector != null) {
                List<String> found = rendered.pods().stream()
                        .filter(pod -> selects(selector, pod.labels()))
                        .map(PodIn::toString)
                        .toList();
                assertEquals(
                        List.of(keeper.getKind() + " " + keeper.getMetadata().getName()), found);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("installations")
    void eachServiceLeadsToAPortOfAPod(Installation installation) {
        Rendered rendered = installation.render();
        for (Service service : rendered.all(Service.class)) {
            List<PodIn> pods = rendered.pods().stream()
                    .filter(pod -> pod.labels()
                            .entrySet()
                            .containsAll(service.getSpec().getSelector().entrySet()))
                    .toList();
            assertEquals(1, pods.size(), () -> service.getMetadata().getName() + " selects " + pods);
            Set<String> ports = pods.getFirst()
                    .containers()
                    .flatMap(each -> each.getPorts().stream())
                    .map(ContainerPort::getName)
                    .collect(Collectors.toSet());
            service.getSpec()
                    .getPorts()
                    .forEach(port ->
                            assertTrue(ports.contains(port.getTargetPort().getStrVal()), () -> port + " of " + ports));
        }
    }

    @ParameterizedTest
    @MethodSource("installations")
    void budgetsWaysAndScalersHaveTheirTargets(Installation installation) {
        Rendered rendered = installation.render();
        for (PodDisruptionBudget budget : rendered.all(PodDisruptionBudget.class)) {
            assertEquals(
                    1,
                    rendered.pods().stream()
                            .filter(pod -> selects(budget.getSpec().getSelector(), pod.labels()))
                            .count(),
                    () -> budget.getMetadata().getName());
        }
        rendered.all(Ingress.class).stream()
                .flatMap(ingress -> ingress.getSpec().getRules().stream())
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .forEach(path -> rendered.one(
                        Service.class, path.getBackend().getService().getName()));
        rendered.all(HorizontalPodAutoscaler.class)
                .forEach(scaler -> rendered.one(
                        Deployment.class, scaler.getSpec().getScaleTargetRef().getName()));
        rendered.all("ScaledObject").forEach(scaler -> {
            Map<String, Object> target =
                    Rendered.map(Rendered.map(scaler.get("spec")).get("scaleTargetRef"));
            rendered.one(Deployment.class, (String) target.get("name"));
        });
    }

    /** What replicas something else sets, nobody sets besides: an upgrade would undo it. */
    @ParameterizedTest
    @MethodSource("installations")
    void onlyOneSaysHowManyThereAre(Installation installation) {
        Rendered rendered = installation.render();
        Set<String> scaled = new HashSet<>();
        rendered.all(HorizontalPodAutoscaler.class)
                .forEach(each -> scaled.add(each.getSpec().getScaleTargetRef().getName()));
        rendered.all("ScaledObject")
                .forEach(each -> assertTrue(
                        scaled.add((String) Rendered.map(each.get("metadata")).get("name")), "scaled twice: " + each));
        rendered.all(Deployment.class)
                .forEach(each -> assertEquals(
                        scaled.contains(each.getMetadata().getName()),
                        each.getSpec().getReplicas() == null,
                        each.getMetadata().getName()));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void eachPodIsUnderAPolicyForBothDirections(Installation installation) {
        Rendered rendered = installation.render();
        for (PodIn pod : rendered.pods()) {
            Set<String> covered = rendered.all(NetworkPolicy.class).stream()
                    .filter(policy -> Rendered.namespaceOf(policy).equals(pod.namespace()))
                    .filter(policy -> selects(policy.getSpec().getPodSelector(), pod.labels()))
                    .flatMap(policy -> policy.getSpec().getPolicyTypes().stream())
                    .collect(Collectors.toSet());
            assertEquals(Set.of("Ingress", "Egress"), covered, pod::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("installations")
    void whatPodsMountIsMadeHereOrNamedByValues(Installation installation) {
        Rendered rendered = installation.render();
        for (PodIn pod : rendered.pods()) {
            Set<String> volumes = new HashSet<>();
            pod.spec().getVolumes().forEach(volume -> volumes.add(volume.getName()));
            if (pod.owner() instanceof StatefulSet set) {
                set.getSpec()
                        .getVolumeClaimTemplates()
                        .forEach(claim -> volumes.add(claim.getMetadata().getName()));
            }
            pod.containers()
                    .flatMap(each -> each.getVolumeMounts().stream())
                    .map(VolumeMount::getName)
                    .forEach(name -> assertTrue(volumes.contains(name), () -> pod + " lacks the volume " + name));
            secrets(pod).filter(name -> name.startsWith("arena-")).forEach(name -> {
                if (!installation.values().contains(name)) {
                    rendered.one(Secret.class, name);
                }
            });
            pod.spec().getVolumes().stream()
                    .filter(volume -> volume.getConfigMap() != null)
                    .forEach(volume ->
                            rendered.one(ConfigMap.class, volume.getConfigMap().getName()));
            if (pod.spec().getServiceAccountName() != null) {
                rendered.one(ServiceAccount.class, pod.spec().getServiceAccountName());
            }
        }
    }

    private static Stream<String> secrets(PodIn pod) {
        Stream<String> plain = pod.spec().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .map(volume -> volume.getSecret().getSecretName());
        Stream<String> projected = pod.spec().getVolumes().stream()
                .filter(volume -> volume.getProjected() != null)
                .flatMap(volume -> volume.getProjected().getSources().stream())
                .map(VolumeProjection::getSecret)
                .filter(secret -> secret != null)
                .map(secret -> secret.getName());
        return Stream.concat(plain, projected);
    }
}
