package org.codearena.server.workspace.orchestrator.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodSecurityTest {
    private static final KubernetesConfig ROOM = KubernetesConfig.defaults("sessions", "registry.example/", "1");

    private static PodSpec spec(KubernetesConfig config) {
        Wanted wanted = new Wanted(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), "python", "runner-python");
        return Templates.load(config).pod("pod", wanted).getSpec();
    }

    @Test
    void podThatIsTheIsolationItselfMeetsTheRestrictedStandard() {
        assertEquals(List.of(), PodSecurity.restrictedViolations(spec(ROOM.isolatedByPod())));
    }

    @Test
    void podWithARoomMeetsItTooBecauseItsUsersAreItsOwn() {
        assertEquals(List.of(), PodSecurity.restrictedViolations(spec(ROOM)));
        PodSpec withoutUsers = new PodBuilder()
                .withSpec(spec(ROOM))
                .editSpec()
                .withHostUsers(true)
                .endSpec()
                .build()
                .getSpec();
        assertEquals(List.of("procMount of room"), PodSecurity.baselineViolations(withoutUsers));
    }

    @Test
    void roomWithoutAProfileOnTheNodesNeedsAPrivilegedNamespace() {
        KubernetesConfig.Hardening usual = ROOM.hardening();
        KubernetesConfig bare = ROOM.withHardening(new KubernetesConfig.Hardening(
                usual.uid(),
                usual.hostUsers(),
                java.util.Optional.empty(),
                usual.tunDevice(),
                usual.runtimeClass(),
                usual.priorityClass(),
                usual.warmPriorityClass()));
        assertEquals(List.of("seccomp of room"), PodSecurity.baselineViolations(spec(bare)));
    }

    static Stream<Consumer<PodSpec>> breaches() {
        return Stream.of(
                spec -> spec.setHostNetwork(true),
                spec -> spec.setHostPID(true),
                spec -> spec.setHostIPC(true),
                spec -> spec.getVolumes()
                        .getFirst()
                        .setHostPath(new io.fabric8.kubernetes.api.model.HostPathVolumeSource("/", "")),
                spec -> spec.getContainers().getFirst().getSecurityContext().setPrivileged(true),
                spec -> spec.getContainers().getFirst().getSecurityContext().setProcMount("Unmasked"),
                spec -> spec.getContainers()
                        .getFirst()
                        .getSecurityContext()
                        .getCapabilities()
                        .setAdd(List.of("SYS_ADMIN")),
                spec -> spec.getContainers()
                        .getFirst()
                        .getPorts()
                        .add(new io.fabric8.kubernetes.api.model.ContainerPort(80, null, 80, "p", "TCP")),
                spec -> spec.getSecurityContext().getSeccompProfile().setType("Unconfined"));
    }

    /** The checks are known to bite. */
    @ParameterizedTest
    @MethodSource("breaches")
    void eachBreachOfTheBaselineIsSeen(Consumer<PodSpec> breach) {
        PodSpec spec = spec(ROOM.isolatedByPod());
        breach.accept(spec);
        assertFalse(PodSecurity.baselineViolations(spec).isEmpty());
    }

    static Stream<Consumer<PodSpec>> laxities() {
        return Stream.of(
                spec -> spec.getSecurityContext().setRunAsNonRoot(null),
                spec -> spec.getSecurityContext().setRunAsUser(0L),
                spec -> spec.getSecurityContext().setSeccompProfile(null),
                spec -> spec.getContainers().getFirst().getSecurityContext().setAllowPrivilegeEscalation(null),
                spec -> spec.getContainers().getFirst().getSecurityContext().setCapabilities(null),
                spec -> spec.getInitContainers().getFirst().setSecurityContext(null));
    }

    @ParameterizedTest
    @MethodSource("laxities")
    void eachLaxityIsSeenByTheRestrictedStandardOnly(Consumer<PodSpec> laxity) {
        PodSpec spec = spec(ROOM.isolatedByPod());
        laxity.accept(spec);
        assertTrue(PodSecurity.baselineViolations(spec).isEmpty());
        assertFalse(PodSecurity.restrictedViolations(spec).isEmpty());
    }
}
