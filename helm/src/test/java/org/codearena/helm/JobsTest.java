package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.server.execution.job.JobPreview;
import org.codearena.server.execution.job.JobsConfig;
import org.codearena.server.execution.job.JobsSettings;
import org.codearena.server.workspace.orchestrator.kubernetes.PodSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Submissions that are judged in Jobs: what judges are told of it, and what of it the server makes. */
class JobsTest {
    @TempDir
    private Path directory;

    static Stream<Installation> withJobs() {
        return Matrix.installations().filter(Installation::judgesInJobs);
    }

    private JobsConfig told(Rendered rendered) throws IOException {
        String yaml = rendered.one(ConfigMap.class, "arena-jobs").getData().get("jobs.yaml");
        return JobsSettings.read(
                Optional.of(Files.writeString(directory.resolve("jobs.yaml"), yaml)), Optional.empty());
    }

    private Job job(Rendered rendered, String language) throws IOException {
        return new KubernetesSerialization()
                .unmarshal(JobPreview.of(told(rendered), "arena-judge-python-1", language), Job.class);
    }

    private static Map<String, String> environment(Rendered rendered, String judge) {
        Container container = rendered.pod(judge).spec().getContainers().getFirst();
        return container.getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .collect(java.util.stream.Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    @ParameterizedTest
    @MethodSource("withJobs")
    void judgesHaveNoRunnerBesideThem(Installation installation) {
        Rendered rendered = installation.render();
        assertEquals(List.of(), rendered.pod("arena-judge-python").spec().getInitContainers());
        assertEquals(
                List.of("judge"),
                rendered.pod("arena-judge-python").spec().getContainers().stream()
                        .map(Container::getName)
                        .toList());
        assertEquals("restricted", rendered.pod("arena-judge-python").labels().get("codearena.org/pod-security"));
        assertEquals("job", environment(rendered, "arena-judge-python").get("CODEARENA_JUDGE_EXECUTION"));
        // Packages that are imported are still tried beside ops.
        assertEquals(
                "runner",
                rendered.pod("arena-ops").spec().getInitContainers().getFirst().getName());
    }

    @Test
    void jobMeetsTheStandardThatItsNamespaceEnforces() throws IOException {
        Rendered rendered = Installation.like("jobs").render();
        Namespace namespace = rendered.one(Namespace.class, "arena-jobs");
        assertEquals("restricted", namespace.getMetadata().getLabels().get("pod-security.kubernetes.io/enforce"));
        assertEquals(
                List.of(),
                PodSecurity.restrictedViolations(
                        job(rendered, "python").getSpec().getTemplate().getSpec()));
        assertEquals(
                Map.of("pods", new Quantity("50"), "limits.memory", new Quantity("100Gi")),
                rendered.all(ResourceQuota.class).getFirst().getSpec().getHard());
    }

    @Test
    void jobIsMadeAsValuesSay() throws IOException {
        Rendered rendered = Installation.like("jobs").render();
        var java = job(rendered, "java").getSpec().getTemplate().getSpec();
        assertEquals(
                "registry.example.org/codearena/codearena-java:0.1.0",
                java.getContainers().getFirst().getImage());
        var python = job(rendered, "python").getSpec().getTemplate().getSpec();
        Container runner = python.getContainers().getFirst();
        assertTrue(runner.getImage().startsWith("registry.example.org/codearena/codearena-all:"));
        assertEquals(new Quantity("1"), runner.getResources().getLimits().get("cpu"));
        assertEquals(
                "1610612736", runner.getResources().getLimits().get("memory").toString());
        assertEquals("kata", python.getRuntimeClassName());
        assertEquals("contest-arena-judge", python.getPriorityClassName());
        assertEquals(Map.of("pool", "judging"), python.getNodeSelector());
        assertEquals("judging", python.getTolerations().getFirst().getKey());
    }

    @Test
    void onlyWhereTheyShareANamespaceJobsGoWithTheirJudge() {
        assertEquals(
                "$(POD_NAME)/$(POD_UID)",
                environment(Installation.like("jobs-here").render(), "arena-judge-python")
                        .get("CODEARENA_JOBS_OWNER"));
        assertFalse(environment(Installation.like("jobs").render(), "arena-judge-python")
                .containsKey("CODEARENA_JOBS_OWNER"));
    }

    @Test
    void scalingCountsJobsAtOnce() {
        Rendered rendered = Installation.like("jobs").render();
        assertEquals("8", environment(rendered, "arena-judge-python").get("CODEARENA_JOBS_AT_ONCE"));
        assertEquals("2", environment(rendered, "arena-judge-java").get("CODEARENA_JOBS_AT_ONCE"));
        // 8 × (1 + 30 / 3) and 2 × (1 + 30 / 3)
        assertEquals("88", queueTarget(rendered, "arena-judge-python"));
        assertEquals("22", queueTarget(rendered, "arena-judge-java"));
    }

    private static Object queueTarget(Rendered rendered, String judge) {
        Map<String, Object> spec = rendered.all("ScaledObject").stream()
                .filter(each -> Rendered.map(each.get("metadata")).get("name").equals(judge))
                .map(each -> Rendered.map(each.get("spec")))
                .findFirst()
                .orElseThrow();
        Map<String, Object> trigger = Rendered.map(((List<?>) spec.get("triggers")).getFirst());
        return Rendered.map(trigger.get("metadata")).get("value");
    }

    @ParameterizedTest
    @MethodSource("withJobs")
    void jobsAnswerTheirJudgesAndAskNobody(Installation installation) throws IOException {
        Rendered rendered = installation.render();
        Job job = job(rendered, "python");
        String namespace = told(rendered).namespace();
        Map<String, String> labels = job.getSpec().getTemplate().getMetadata().getLabels();
        List<NetworkPolicy> policies = rendered.all(NetworkPolicy.class).stream()
                .filter(policy -> Rendered.namespaceOf(policy).equals(namespace))
                .filter(policy -> labels.entrySet()
                        .containsAll(policy.getSpec()
                                .getPodSelector()
                                .getMatchLabels()
                                .entrySet()))
                .toList();
        assertFalse(policies.isEmpty());
        policies.forEach(policy -> assertEquals(List.of(), policy.getSpec().getEgress()));
        var ingress = policies.stream()
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .toList();
        assertEquals(1, ingress.size());
        var from = ingress.getFirst().getFrom().getFirst();
        assertEquals(
                Map.of("kubernetes.io/metadata.name", "contest"),
                from.getNamespaceSelector().getMatchLabels());
        List<String> admitted = rendered.pods().stream()
                .filter(pod -> pod.labels()
                        .entrySet()
                        .containsAll(from.getPodSelector().getMatchLabels().entrySet()))
                .map(Rendered.PodIn::toString)
                .toList();
        assertTrue(admitted.stream().allMatch(pod -> pod.startsWith("Deployment arena-judge-")), admitted::toString);
        assertEquals(
                job.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getPorts()
                        .getFirst()
                        .getContainerPort(),
                ingress.getFirst().getPorts().getFirst().getPort().getIntVal());
    }

    @Test
    void twoInstallationsThatShareANamespaceForJobsAreToldApart() throws IOException {
        Installation one = Installation.like("jobs");
        Installation other = new Installation("arena", "school", one.kubernetes(), one.values());
        assertFalse(told(one.render()).instance().equals(told(other.render()).instance()));
    }

    @Test
    void privilegedRunnersOfJobsAreRootAndSaySo() throws IOException {
        Rendered rendered = Installation.like("jobs-here").on("1.29.0").render();
        var pod = job(rendered, "python").getSpec().getTemplate().getSpec();
        assertTrue(pod.getContainers().getFirst().getSecurityContext().getPrivileged());
        assertTrue(PodSecurity.baselineViolations(pod).contains("privileged runner"));
    }
}
