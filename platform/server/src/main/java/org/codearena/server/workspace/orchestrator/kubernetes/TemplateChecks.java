package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Isolation;
import org.codearena.server.workspace.orchestrator.kubernetes.Templates.Kind;

/**
 * What must hold of objects whoever wrote their templates: that they are found again, that the parts fit together, and that no
 * pod is given what a stranger's programs must never have.
 */
final class TemplateChecks {
    private final List<String> problems = new ArrayList<>();

    private final Isolation isolation;

    private TemplateChecks(Isolation isolation) {
        this.isolation = isolation;
    }

    /** Everything that is wrong, in words that follow the name of the file. */
    static List<String> problems(Kind kind, Map<String, Object> tree, HasMetadata object, Isolation isolation) {
        TemplateChecks checks = new TemplateChecks(isolation);
        // The object itself says whatever the file said.
        String rightKind = HasMetadata.getKind(object.getClass());
        String rightVersion = HasMetadata.getApiVersion(object.getClass());
        checks.require(
                Objects.equals(tree.get("kind"), rightKind) && Objects.equals(tree.get("apiVersion"), rightVersion),
                "must be of kind " + rightKind + " and version " + rightVersion);
        if (object.getMetadata() == null) {
            checks.problems.add("has no metadata");
            return checks.problems;
        }
        checks.labels(
                kind, Optional.ofNullable(object.getMetadata().getLabels()).orElse(Map.of()));
        checks.require(
                object.getMetadata().getNamespace() == null, "must name no namespace: the configuration says which");
        switch (object) {
            case Pod pod when pod.getSpec() != null -> checks.pod(pod.getSpec());
            case Service service -> checks.selects(service.getSpec().getSelector());
            case NetworkPolicy policy -> checks.policy(policy);
            default -> {
                // The labels are all that is asked of it.
            }
        }
        return checks.problems;
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private void labels(Kind kind, Map<String, String> labels) {
        require(labels.containsKey(Names.INSTANCE), "lacks the label " + Names.INSTANCE);
        require(
                Names.COMPONENT_SESSION.equals(labels.get(Names.COMPONENT)),
                "lacks the label " + Names.COMPONENT + ": " + Names.COMPONENT_SESSION);
        if (kind == Kind.POD) {
            for (String label : List.of(Names.ENVIRONMENT, Names.SESSION, Names.REVISION)) {
                require(labels.containsKey(label), "lacks the label " + label);
            }
        }
        if (kind == Kind.CLAIM) {
            require(labels.containsKey(Names.PROJECT), "lacks the label " + Names.PROJECT);
        }
    }

    private void selects(Map<String, String> selector) {
        require(
                selector != null && selector.containsKey(Names.ENVIRONMENT),
                "must select the pod by the label " + Names.ENVIRONMENT);
    }

    private void policy(NetworkPolicy policy) {
        Map<String, String> selector = policy.getSpec().getPodSelector().getMatchLabels();
        require(
                selector != null && Names.COMPONENT_SESSION.equals(selector.get(Names.COMPONENT)),
                "must select the pods by the label " + Names.COMPONENT + ": " + Names.COMPONENT_SESSION);
        require(
                policy.getSpec().getPolicyTypes().containsAll(List.of("Ingress", "Egress")),
                "must be for Ingress and Egress, else what it does not name is allowed");
    }

    private void pod(PodSpec spec) {
        require(
                Boolean.FALSE.equals(spec.getAutomountServiceAccountToken()),
                "must have automountServiceAccountToken: false");
        require(Boolean.FALSE.equals(spec.getEnableServiceLinks()), "must have enableServiceLinks: false");
        require("Never".equals(spec.getRestartPolicy()), "must have restartPolicy: Never");
        require(!Boolean.TRUE.equals(spec.getHostNetwork()), "must not have hostNetwork");
        require(!Boolean.TRUE.equals(spec.getHostPID()), "must not have hostPID");
        require(!Boolean.TRUE.equals(spec.getHostIPC()), "must not have hostIPC");
        require(
                isolation == Isolation.ROOM || !Boolean.TRUE.equals(spec.getShareProcessNamespace()),
                "must not have shareProcessNamespace where the pod is the isolation");
        for (Volume volume : spec.getVolumes()) {
            require(volume.getHostPath() == null, "must not have the hostPath volume " + volume.getName());
        }
        boolean sidecar = spec.getInitContainers().stream()
                .anyMatch(each -> Names.RUNNER.equals(each.getName()) && "Always".equals(each.getRestartPolicy()));
        require(sidecar, "must have the init container " + Names.RUNNER + " with restartPolicy: Always");
        require(
                spec.getContainers().stream().anyMatch(each -> Names.ROOM.equals(each.getName())),
                "must have the container " + Names.ROOM);
        Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
                .forEach(each -> container(each, spec));
    }

    private void container(Container container, PodSpec spec) {
        String name = container.getName();
        var context = container.getSecurityContext();
        require(
                context != null && Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()),
                "must have allowPrivilegeEscalation: false in the container " + name);
        require(
                context == null || !Boolean.TRUE.equals(context.getPrivileged()),
                "must not have the privileged container " + name);
        for (EnvVar variable : container.getEnv()) {
            require(
                    variable.getValueFrom() == null || variable.getValueFrom().getSecretKeyRef() == null,
                    "must not put a secret into the variable " + variable.getName());
        }
        require(
                container.getEnvFrom().stream().allMatch(from -> from.getSecretRef() == null),
                "must not put a secret into variables of the container " + name);
        if (!Names.RUNNER.equals(name)) {
            List<String> secret = spec.getVolumes().stream()
                    .filter(volume -> volume.getSecret() != null || volume.getProjected() != null)
                    .map(Volume::getName)
                    .toList();
            for (VolumeMount mount : container.getVolumeMounts()) {
                require(
                        !secret.contains(mount.getName()),
                        "must not mount the secret volume " + mount.getName() + " into the container " + name);
            }
        }
    }
}
