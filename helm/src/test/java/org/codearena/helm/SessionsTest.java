package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What the servers are told of sessions. */
class SessionsTest {
    private static Map<String, Object> configuration(Rendered rendered) {
        return Rendered.map(new Yaml()
                .load(rendered.one(ConfigMap.class, "arena-sessions").getData().get("sessions.yaml")));
    }

    private static Map<String, Object> part(Rendered rendered, String name) {
        return Rendered.map(configuration(rendered).get(name));
    }

    static Stream<Installation> withSessions() {
        return Matrix.installations()
                .filter(installation -> !installation.values().contains("sessions: {enabled: false}"));
    }

    /** YAML of old takes a bare {@code off} for false, and large numbers may come out as 1e+09. */
    @ParameterizedTest
    @MethodSource("withSessions")
    void wordsStayWordsAndNumbersStayWhole(Installation installation) {
        Rendered rendered = installation.render();
        assertTrue(List.of("off", "internet").contains(configuration(rendered).get("network")));
        part(rendered, "sizes").values().forEach(size -> assertTrue(size instanceof Integer || size instanceof String));
        assertEquals(1 << 30, part(rendered, "disk").get("bytes"));
        assertEquals("1", part(rendered, "sizes").get("room-cpu-limit"));
        assertTrue(part(rendered, "images").get("tag") instanceof String);
    }

    @ParameterizedTest
    @MethodSource("withSessions")
    void gatewayIsWhoeverReachesSessions(Installation installation) {
        Rendered rendered = installation.render();
        Map<String, Object> gateway = Rendered.map(part(rendered, "access").get("gateway-pods"));
        List<String> chosen = rendered.pods().stream()
                .filter(pod -> pod.labels().entrySet().containsAll(gateway.entrySet()))
                .map(Rendered.PodIn::toString)
                .toList();
        assertEquals(List.of("Deployment arena-api", "Deployment arena-ops"), chosen);
    }

    @Test
    void namespaceOfTheirOwnHasEverythingThatIsTheirs() {
        Rendered rendered = Installation.like("sessions").render();
        Namespace namespace = rendered.one(Namespace.class, "arena-sessions");
        assertEquals("restricted", namespace.getMetadata().getLabels().get("pod-security.kubernetes.io/enforce"));
        assertEquals("arena-sessions", configuration(rendered).get("namespace"));
        assertEquals("contest", part(rendered, "access").get("gateway-namespace"));
        assertEquals(
                "arena-sessions", Rendered.namespaceOf(rendered.all(Role.class).getFirst()));
        assertEquals(
                "arena-sessions",
                Rendered.namespaceOf(rendered.all(ResourceQuota.class).getFirst()));
        assertTrue(rendered.all(NetworkPolicy.class).stream()
                .anyMatch(policy -> Rendered.namespaceOf(policy).equals("arena-sessions")
                        && policy.getSpec().getIngress().isEmpty()
                        && policy.getSpec().getEgress().isEmpty()));
    }

    @Test
    void labelOfTheirNamespaceIsWhatTheirPodsMeet() {
        String values = "sessions: {namespace: arena-sessions, createNamespace: true}";
        assertEquals(
                "restricted", enforced(Installation.like("external", values).on("1.34.0")));
        assertEquals(
                "privileged", enforced(Installation.like("external", values).on("1.33.0")));
        assertEquals("restricted", enforced(Installation.like("lesser").on("1.29.0")));
    }

    private static String enforced(Installation installation) {
        return installation
                .render()
                .one(Namespace.class, "arena-sessions")
                .getMetadata()
                .getLabels()
                .get("pod-security.kubernetes.io/enforce");
    }

    @Test
    void whatIsNotSetIsLeftOut() {
        Rendered pod = Installation.like("lesser").render();
        assertFalse(part(pod, "hardening").containsKey("host-users"));
        assertFalse(part(pod, "hardening").containsKey("room-seccomp"));
        Rendered room = Installation.like("external").render();
        assertEquals(false, part(room, "hardening").get("host-users"));
        assertEquals("profiles/codearena-room.json", part(room, "hardening").get("room-seccomp"));
        assertFalse(part(room, "access").containsKey("gateway-namespace"));
    }

    /** A key that is left out has the server's default, and that is a profile. */
    @Test
    void noProfileIsSaidInSoManyWords() {
        Map<String, Object> hardening = part(
                Installation.like("external", "runner: {seccompProfile: \"\"}").render(), "hardening");
        assertTrue(hardening.containsKey("room-seccomp"));
        assertEquals(null, hardening.get("room-seccomp"));
    }

    @Test
    void twoInstallationsThatShareTheirNamespaceAreToldApart() {
        Installation one = Installation.like("sessions");
        Installation other = new Installation("arena", "school", one.kubernetes(), one.values());
        assertFalse(configuration(one.render())
                .get("instance")
                .equals(configuration(other.render()).get("instance")));
    }

    @Test
    void previewsHaveHostsOfTheirOwn() {
        Ingress ingress = Installation.like("sessions").render().one(Ingress.class, "arena-api");
        assertEquals(
                List.of("arena.example.org", "*.preview.example.org"),
                ingress.getSpec().getRules().stream().map(IngressRule::getHost).toList());
        assertEquals("letsencrypt", ingress.getMetadata().getAnnotations().get("cert-manager.io/cluster-issuer"));
    }
}
