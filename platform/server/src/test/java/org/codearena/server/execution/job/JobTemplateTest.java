package org.codearena.server.execution.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.codearena.server.execution.job.JobsConfig.Hardening;
import org.codearena.server.workspace.orchestrator.kubernetes.PodSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the template, ours or an operator's. */
final class JobTemplateTest {
    private static final JobsConfig CONFIG = JobsConfig.defaults("judging", "registry/", "1.0");

    @TempDir
    private Path directory;

    private static Job job(JobsConfig config) {
        return JobTemplate.load(config).job("ca-judge-x-1", "judge-1", "python");
    }

    private static PodSpec pod(JobsConfig config) {
        return job(config).getSpec().getTemplate().getSpec();
    }

    private static JobsConfig hardened(boolean privileged, Optional<String> seccomp, Optional<String> runtime) {
        return CONFIG.withHardening(
                new Hardening(privileged, 10_001, seccomp, Optional.empty(), runtime, Optional.of("judging")));
    }

    @Test
    void itsPodMeetsTheRestrictedStandard() {
        assertEquals(List.of(), PodSecurity.restrictedViolations(pod(CONFIG)));
    }

    @Test
    void itIsTriedOnceEndsAndIsRemoved() {
        Job job = job(CONFIG);
        assertEquals(0, job.getSpec().getBackoffLimit());
        assertEquals(1_800L, job.getSpec().getActiveDeadlineSeconds());
        assertEquals(60, job.getSpec().getTtlSecondsAfterFinished());
        assertEquals("Never", pod(CONFIG).getRestartPolicy());
    }

    @Test
    void whatDoesNotApplyIsNotThere() {
        PodSpec pod = pod(CONFIG);
        assertNull(pod.getRuntimeClassName());
        assertNull(pod.getPriorityClassName());
        assertTrue(pod.getTolerations().isEmpty());
        assertTrue(pod.getNodeSelector() == null || pod.getNodeSelector().isEmpty());
        assertTrue(pod.getImagePullSecrets().isEmpty());
    }

    @Test
    void aRuntimeWithAKernelOfItsOwnIsAskedFor() {
        PodSpec pod = pod(hardened(false, Optional.of("p.json"), Optional.of("kata")));
        assertEquals("kata", pod.getRuntimeClassName());
        assertEquals("judging", pod.getPriorityClassName());
    }

    @Test
    void aPrivilegedRunnerIsRootAndReadsItsKeyAsRoot() {
        PodSpec pod = pod(hardened(true, Optional.empty(), Optional.of("kata")));
        assertEquals(0L, pod.getSecurityContext().getRunAsUser());
        assertNull(pod.getSecurityContext().getFsGroup());
        assertNull(pod.getHostUsers());
        assertEquals(true, pod.getContainers().getFirst().getSecurityContext().getPrivileged());
    }

    @Test
    void withoutAProfileItSaysSo() {
        var profile = pod(hardened(false, Optional.empty(), Optional.empty()))
                .getContainers()
                .getFirst()
                .getSecurityContext()
                .getSeccompProfile();
        assertEquals("Unconfined", profile.getType());
    }

    private static String builtIn() throws IOException {
        try (InputStream in = Objects.requireNonNull(JobTemplate.class.getResourceAsStream("job.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String refused(String yaml) throws IOException {
        Files.writeString(directory.resolve("job.yaml"), yaml);
        JobsConfig own = CONFIG.withTemplates(directory);
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> JobTemplate.load(own))
                .getMessage());
    }

    @Test
    void anOperatorsTemplateTakesTheBuiltInOnesPlace() throws IOException {
        Files.writeString(
                directory.resolve("job.yaml"),
                builtIn().replace("restartPolicy: Never", "restartPolicy: Never\n      schedulerName: fast"));
        assertEquals("fast", pod(CONFIG.withTemplates(directory)).getSchedulerName());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: Job|kind: CronJob|must be of kind Job",
                "backoffLimit: 0|backoffLimit: 3|must have backoffLimit: 0",
                "  activeDeadlineSeconds: ${lifeSeconds}||must have activeDeadlineSeconds",
                "automountServiceAccountToken: false|automountServiceAccountToken: true|automountServiceAccountToken: false",
                "restartPolicy: Never|restartPolicy: OnFailure|must have restartPolicy: Never",
                "hostUsers: ${hostUsers}|hostNetwork: true|must not have hostNetwork",
                "secretName: ${name}|secretName: database|must have no secret but ${name}",
                "codearena.org/judge: ${judge}||lacks the label codearena.org/judge",
                "name: ${name}|name: always-the-same|must have the name ${name}",
                "memory: ${memoryBytes}||must limit memory and cpu of the container runner",
                "image: ${image}|image: ${imagen}|unknown placeholder ${imagen}",
                "- name: runner|- name: other|must have the container runner",
            })
    void whatWouldNotBeFoundOrEndOrKeepItsKeyIsRefused(String ours, String theirs, String said) throws IOException {
        assertTrue(builtIn().contains(ours));
        String message = refused(builtIn().replace(ours, theirs == null ? "" : theirs));
        assertTrue(message.contains(said), message);
        assertFalse(message.contains("null"), message);
    }
}
