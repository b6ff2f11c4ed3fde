package org.codearena.server.execution.job;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must hold of a Job whoever wrote its template: that it and its pod are found again, that it ends, and that it is given nothing that
 * a stranger's program must never have.
 */
final class JobChecks {
    private final List<String> problems = new ArrayList<>();

    private JobChecks() {}

    /**
     * Everything that is wrong, in words that follow the name of the file.
     *
     * @param name that was filled in
     */
    static List<String> problems(Map<String, Object> tree, Job job, String name) {
        JobChecks checks = new JobChecks();
        // The object itself says whatever the file said.
        checks.require(
                Objects.equals(tree.get("kind"), "Job") && Objects.equals(tree.get("apiVersion"), "batch/v1"),
                "must be of kind Job and version batch/v1");
        if (job.getMetadata() == null
                || job.getSpec() == null
                || job.getSpec().getTemplate() == null
                || job.getSpec().getTemplate().getSpec() == null) {
            checks.problems.add("has no metadata, no spec or no pod");
            return checks.problems;
        }
        checks.job(job, name);
        checks.labels("", job.getMetadata(), name);
        checks.labels(
                " of its pod",
                Optional.ofNullable(job.getSpec().getTemplate().getMetadata()).orElseGet(ObjectMeta::new),
                name);
        checks.pod(job.getSpec().getTemplate().getSpec(), name);
        return checks.problems;
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private void job(Job job, String name) {
        require(Objects.equals(job.getMetadata().getName(), name), "must have the name ${name}");
        require(job.getMetadata().getNamespace() == null, "must name no namespace: the configuration says which");
        require(Objects.equals(job.getSpec().getBackoffLimit(), 0), "must have backoffLimit: 0");
        require(job.getSpec().getActiveDeadlineSeconds() != null, "must have activeDeadlineSeconds");
        require(job.getSpec().getTtlSecondsAfterFinished() != null, "must have ttlSecondsAfterFinished");
    }

    private void labels(String whose, ObjectMeta metadata, String name) {
        Map<String, String> labels = Optional.ofNullable(metadata.getLabels()).orElse(Map.of());
        require(labels.containsKey(JobNames.INSTANCE), "lacks the label " + JobNames.INSTANCE + whose);
        require(labels.containsKey(JobNames.JUDGE), "lacks the label " + JobNames.JUDGE + whose);
        require(
                JobNames.COMPONENT_JOB.equals(labels.get(JobNames.COMPONENT)),
                "lacks the label " + JobNames.COMPONENT + ": " + JobNames.COMPONENT_JOB + whose);
        require(name.equals(labels.get(JobNames.JOB)), "lacks the label " + JobNames.JOB + ": ${name}" + whose);
    }

    private void pod(PodSpec spec, String name) {
        require(
                Boolean.FALSE.equals(spec.getAutomountServiceAccountToken()),
                "must have automountServiceAccountToken: false");
        require(Boolean.FALSE.equals(spec.getEnableServiceLinks()), "must have enableServiceLinks: false");
        require("Never".equals(spec.getRestartPolicy()), "must have restartPolicy: Never");
        require(!Boolean.TRUE.equals(spec.getHostNetwork()), "must not have hostNetwork");
        require(!Boolean.TRUE.equals(spec.getHostPID()), "must not have hostPID");
        require(!Boolean.TRUE.equals(spec.getHostIPC()), "must not have hostIPC");
        for (Volume volume : spec.getVolumes()) {
            require(volume.getHostPath() == null, "must not have the hostPath volume " + volume.getName());
            boolean own = volume.getSecret() == null
                    || Objects.equals(volume.getSecret().getSecretName(), name);
            require(
                    own && volume.getProjected() == null,
                    "must have no secret but ${name}, and no token, in the volume " + volume.getName());
        }
        require(
                spec.getContainers().stream().anyMatch(each -> JobNames.RUNNER.equals(each.getName())),
                "must have the container " + JobNames.RUNNER);
        require(
                spec.getVolumes().stream().anyMatch(volume -> volume.getSecret() != null),
                "must mount the secret ${name}, which holds the runner's key");
        Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
                .forEach(this::container);
    }

    private void container(Container container) {
        require(
                container.getEnv().stream()
                        .allMatch(variable -> variable.getValueFrom() == null
                                || variable.getValueFrom().getSecretKeyRef() == null),
                "must not put a secret into variables of the container " + container.getName());
        require(
                container.getEnvFrom().stream().allMatch(from -> from.getSecretRef() == null),
                "must not put a secret into variables of the container " + container.getName());
        require(
                container.getResources() != null
                        && container.getResources().getLimits() != null
                        && container.getResources().getLimits().keySet().containsAll(List.of("memory", "cpu")),
                "must limit memory and cpu of the container " + container.getName());
    }
}
