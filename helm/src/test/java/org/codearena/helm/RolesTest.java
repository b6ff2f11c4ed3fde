package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.codearena.server.workspace.orchestrator.kubernetes.PodSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RolesTest {
    static Stream<Installation> installations() {
        return Matrix.installations();
    }

    /** The list beside the server's code is what that code is seen to ask for. */
    @Test
    void roleGrantsWhatTheCodeAsksForAndNothingElse() throws IOException {
        List<Role> roles = Installation.like("external").render().all(Role.class);
        assertEquals(1, roles.size());
        assertEquals(asked("workspace/orchestrator/kubernetes"), granted(roles.getFirst()));
    }

    @Test
    void judgesInJobsAreGrantedWhatTheirCodeAsksForAndNothingElse() throws IOException {
        Rendered rendered = Installation.like("jobs").render();
        Role role = rendered.all(Role.class).stream()
                .filter(each -> each.getMetadata().getName().endsWith("-jobs"))
                .findFirst()
                .orElseThrow();
        assertEquals(asked("execution/job"), granted(role));
        role.getRules()
                .forEach(rule -> assertEquals(
                        rule.getResources().equals(List.of("jobs")) ? List.of("batch") : List.of(""),
                        rule.getApiGroups()));
    }

    private static List<String> granted(Role role) {
        return role.getRules().stream()
                .flatMap(rule -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream().map(verb -> resource + " " + verb)))
                .sorted()
                .toList();
    }

    private static List<String> asked(String code) throws IOException {
        try (var in = Objects.requireNonNull(
                PodSecurity.class.getResourceAsStream("/org/codearena/server/" + code + "/verbs.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    @Test
    void resourcesAreOfTheirGroups() {
        Installation.like("external")
                .render()
                .all(Role.class)
                .getFirst()
                .getRules()
                .forEach(rule -> assertEquals(
                        rule.getResources().getFirst().matches("ingresses|networkpolicies")
                                ? List.of("networking.k8s.io")
                                : List.of(""),
                        rule.getApiGroups()));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void rightsAreTheServersAndEndAtTheNamespaceOfWhatTheyMake(Installation installation) {
        Rendered rendered = installation.render();
        assertEquals(List.of(), rendered.all(ClusterRole.class));
        for (RoleBinding binding : rendered.all(RoleBinding.class)) {
            Role role = rendered.one(Role.class, binding.getRoleRef().getName());
            assertEquals(Rendered.namespaceOf(role), Rendered.namespaceOf(binding));
            assertEquals(
                    List.of(
                            binding.getMetadata().getName().endsWith("-jobs")
                                    ? "contest/arena-judge"
                                    : "contest/arena-ops"),
                    binding.getSubjects().stream()
                            .map((Subject who) -> who.getNamespace() + "/" + who.getName())
                            .toList());
        }
    }

    @Test
    void withoutSessionsNobodyHasAnyRights() {
        assertEquals(List.of(), Installation.like("hpa").render().all(Role.class));
    }
}
