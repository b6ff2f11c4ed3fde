package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
        List<String> granted = roles.getFirst().getRules().stream()
                .flatMap(rule -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream().map(verb -> resource + " " + verb)))
                .sorted()
                .toList();
        assertEquals(asked(), granted);
    }

    private static List<String> asked() throws IOException {
        try (var in = Objects.requireNonNull(PodSecurity.class.getResourceAsStream("verbs.txt"))) {
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
    void rightsAreTheServersAndEndAtTheNamespaceOfTheSessions(Installation installation) {
        Rendered rendered = installation.render();
        assertEquals(List.of(), rendered.all(ClusterRole.class));
        Set<String> places = Stream.concat(rendered.all(Role.class).stream(), rendered.all(RoleBinding.class).stream())
                .map(Rendered::namespaceOf)
                .collect(Collectors.toSet());
        assertTrue(places.size() <= 1, places::toString);
        for (RoleBinding binding : rendered.all(RoleBinding.class)) {
            rendered.one(Role.class, binding.getRoleRef().getName());
            assertEquals(
                    List.of("contest/arena-ops"),
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
