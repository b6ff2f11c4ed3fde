package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codearena.helm.Rendered.PodIn;
import org.codearena.server.workspace.orchestrator.kubernetes.PodSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodsTest {
    private static final String STANDARD = "codearena.org/pod-security";

    static Stream<Installation> installations() {
        return Matrix.installations();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void eachPodMeetsThePodSecurityStandardThatItClaims(Installation installation) {
        for (PodIn pod : installation.render().pods()) {
            assertEquals(List.of(), violations(pod), () -> pod + " claims " + pod.labels());
        }
    }

    private static List<String> violations(PodIn pod) {
        String claim = Optional.ofNullable(pod.labels().get(STANDARD)).orElse("nothing");
        return switch (claim) {
            case "restricted" -> PodSecurity.restrictedViolations(pod.spec());
            case "baseline" -> PodSecurity.baselineViolations(pod.spec());
            case "privileged" -> List.of();
            default -> List.of("claims " + claim);
        };
    }

    @Test
    void whoClaimsLittleCouldNotClaimMore() {
        Rendered lesser = Installation.like("lesser").render();
        for (String owner : List.of("arena-judge-python", "arena-ops")) {
            assertEquals("privileged", lesser.pod(owner).labels().get(STANDARD));
            assertTrue(PodSecurity.baselineViolations(lesser.pod(owner).spec()).contains("privileged runner"));
        }
        Rendered bare =
                Installation.like("external", "runner: {seccompProfile: \"\"}").render();
        assertEquals("privileged", bare.pod("arena-judge-python").labels().get(STANDARD));
        assertEquals("restricted", bare.pod("arena-api").labels().get(STANDARD));
    }

    @Test
    void beforeTheStandardsKnewUsersOfAPodsOwnAJudgeNeedsAPrivilegedNamespace() {
        Rendered before = Installation.like("external").on("1.33.0").render();
        assertEquals("privileged", before.pod("arena-judge-python").labels().get(STANDARD));
        Rendered since = Installation.like("external").on("1.34.0").render();
        assertEquals("restricted", since.pod("arena-judge-python").labels().get(STANDARD));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void noContainerIsWithoutBounds(Installation installation) {
        for (PodIn pod : installation.render().pods()) {
            pod.containers().forEach(each -> {
                String who = pod + ", " + each.getName();
                assertTrue(limits(each).containsKey("memory"), () -> who + " has no limit on memory");
                assertTrue(
                        each.getResources().getRequests().keySet().containsAll(Set.of("cpu", "memory")),
                        () -> who + " requests " + each.getResources().getRequests());
                assertTrue(each.getSecurityContext().getReadOnlyRootFilesystem(), () -> who + " may write to its root");
                assertTrue(
                        each.getImage().matches(".+:[^:/]+") && !each.getImage().endsWith(":latest"),
                        () -> who + " has the image " + each.getImage());
            });
            for (Volume volume : pod.spec().getVolumes()) {
                assertTrue(
                        volume.getEmptyDir() == null
                                || volume.getEmptyDir().getSizeLimit() != null
                                || volume.getName().equals("data"),
                        () -> pod + ": the volume " + volume.getName() + " has no bound");
            }
        }
    }

    private static Map<String, Quantity> limits(Container container) {
        return container.getResources().getLimits();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void noPodIsGivenATokenThatItDidNotAskFor(Installation installation) {
        for (PodIn pod : installation.render().pods()) {
            assertFalse(pod.spec().getAutomountServiceAccountToken(), pod::toString);
            Set<String> tokens = pod.spec().getVolumes().stream()
                    .filter(PodsTest::isToken)
                    .map(Volume::getName)
                    .collect(Collectors.toSet());
            Set<String> holders = pod.containers()
                    .filter(each -> each.getVolumeMounts().stream()
                            .map(VolumeMount::getName)
                            .anyMatch(tokens::contains))
                    .map(Container::getName)
                    .collect(Collectors.toSet());
            Set<String> allowed = installation.judgesInJobs() ? Set.of("ops", "judge") : Set.of("ops");
            assertTrue(allowed.containsAll(holders), () -> pod + ": " + holders + " have a token");
        }
    }

    private static boolean isToken(Volume volume) {
        return volume.getProjected() != null
                && volume.getProjected().getSources().stream()
                        .anyMatch(source -> source.getServiceAccountToken() != null);
    }

    @ParameterizedTest
    @MethodSource("installations")
    void whatRunsOthersProgramsHoldsNoCredential(Installation installation) {
        List<PodIn> withRunner = installation.render().pods().stream()
                .filter(pod -> pod.containers().anyMatch(each -> each.getName().equals("runner")))
                .toList();
        assertEquals(
                !installation.judgesInJobs(),
                withRunner.stream().anyMatch(pod -> pod.toString().startsWith("Deployment arena-judge-")));
        for (PodIn pod : withRunner) {
            Container runner = pod.spec().getInitContainers().getFirst();
            assertEquals("Always", runner.getRestartPolicy(), "a sidecar, so that it ends after the server");
            assertEquals(List.of(), runner.getEnv());
            assertEquals(List.of(), runner.getEnvFrom());
            Set<String> plain = pod.spec().getVolumes().stream()
                    .filter(volume -> volume.getEmptyDir() != null)
                    .map(Volume::getName)
                    .collect(Collectors.toSet());
            assertTrue(
                    runner.getVolumeMounts().stream().map(VolumeMount::getName).allMatch(plain::contains));
            assertNull(pod.spec().getShareProcessNamespace());
        }
    }

    @Test
    void judgeHasACoreAndMemoryForEachSlot() {
        Container runner = Installation.like("keda")
                .render()
                .pod("arena-judge-java")
                .spec()
                .getInitContainers()
                .getFirst();
        assertEquals("4", runner.getArgs().get(runner.getArgs().indexOf("--slots") + 1));
        assertEquals(new Quantity("4"), limits(runner).get("cpu"));
        assertEquals(new Quantity("4608Mi"), limits(runner).get("memory"));
        assertEquals(
                limits(runner).get("cpu"), runner.getResources().getRequests().get("cpu"));
        assertEquals(
                limits(runner).get("memory"),
                runner.getResources().getRequests().get("memory"));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void serverHasTimeToEndAndIsAskedWhetherItLives(Installation installation) {
        for (PodIn pod : installation.render().pods()) {
            pod.spec().getContainers().stream()
                    .filter(each -> Set.of("api", "ops", "judge").contains(each.getName()))
                    .forEach(each -> {
                        assertEquals(
                                "/health/started",
                                each.getStartupProbe().getHttpGet().getPath());
                        assertEquals(
                                "/health/ready",
                                each.getReadinessProbe().getHttpGet().getPath());
                        assertEquals(
                                "/health/live",
                                each.getLivenessProbe().getHttpGet().getPath());
                        assertTrue(pod.spec().getTerminationGracePeriodSeconds() >= 60);
                        assertFalse(pod.spec().getEnableServiceLinks());
                    });
        }
    }

    @Test
    void pullSecretsAndPlacesReachThePods() {
        Rendered rendered = Installation.like("everything").render();
        PodSpec api = rendered.pod("arena-api").spec();
        assertEquals("registry", api.getImagePullSecrets().getFirst().getName());
        assertEquals(Map.of("pool", "servers"), api.getNodeSelector());
        assertEquals("pool", api.getTolerations().getFirst().getKey());
        assertEquals("contest-arena-server", api.getPriorityClassName());
        assertEquals("own", rendered.pod("arena-ops").spec().getPriorityClassName());
        assertEquals("contest-arena-judge", rendered.pod("arena-judge-c").spec().getPriorityClassName());
        assertEquals("kata", rendered.pod("arena-judge-c").spec().getRuntimeClassName());
    }
}
