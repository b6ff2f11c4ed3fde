package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final int LABEL = 63;
    /** A StatefulSet's pods carry its name and a hash in one label. */
    private static final int SET = 52;

    private static final String LONG_LANGUAGE = "judge: {languages: {abcdefghijklmnop: {}}}";

    static Stream<Installation> installations() {
        return Matrix.installations();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "arena", "x2345678901234567890123456789012345678901234567890123", "9lives", "a.b.c"})
    void nameOfAnyReleaseFitsEverywhere(String release) {
        Rendered rendered =
                Installation.like("dev", LONG_LANGUAGE).named(release).render();
        for (HasMetadata object : rendered.objects()) {
            String name = object.getMetadata().getName();
            int most = object.getKind().equals("StatefulSet") ? SET : LABEL;
            assertTrue(
                    name.length() <= most && name.matches("[a-z]([-a-z0-9]*[a-z0-9])?"),
                    () -> object.getKind() + " " + name);
            labels(object)
                    .forEach((key, value) -> assertTrue(
                            value.length() <= LABEL && value.matches("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?"),
                            () -> name + ": " + key + "=" + value));
        }
        rendered.pods()
                .forEach(pod -> pod.labels()
                        .forEach((key, value) -> assertTrue(value.length() <= LABEL, () -> key + "=" + value)));
    }

    private static Map<String, String> labels(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }

    @ParameterizedTest
    @MethodSource("installations")
    void twoReleasesInOneNamespaceShareNothing(Installation installation) {
        Set<String> first = new HashSet<>(installation.named("a").render().names());
        List<String> both = installation.named("b").render().names().stream()
                .filter(first::contains)
                .filter(name -> !name.startsWith("Namespace "))
                .toList();
        assertEquals(List.of(), both);
    }

    /** Cutting must not make the same of two. */
    @ParameterizedTest
    @ValueSource(strings = {"dev", "everything"})
    void longReleasesThatDifferAtTheirEndShareNothing(String values) {
        String begin = "x".repeat(50);
        Set<String> first = new HashSet<>(
                Installation.like(values).named(begin + "a").render().names());
        Installation.like(values)
                .named(begin + "b")
                .render()
                .names()
                .forEach(name -> assertTrue(!first.contains(name)));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void podsOfTwoReleasesAreToldApart(Installation installation) {
        Map<String, String> a =
                installation.named("a").render().pods().getFirst().labels();
        Map<String, String> b =
                installation.named("b").render().pods().getFirst().labels();
        assertNotEquals(a.get("app.kubernetes.io/instance"), b.get("app.kubernetes.io/instance"));
    }

    /** An upgrade cannot change what a Deployment selects by. */
    @ParameterizedTest
    @MethodSource("installations")
    void nothingIsSelectedByWhatAnUpgradeChanges(Installation installation) {
        installation
                .render()
                .all(io.fabric8.kubernetes.api.model.apps.Deployment.class)
                .forEach(each -> assertTrue(Set.of(
                                "app.kubernetes.io/name",
                                "app.kubernetes.io/instance",
                                "app.kubernetes.io/component",
                                "codearena.org/language")
                        .containsAll(
                                each.getSpec().getSelector().getMatchLabels().keySet())));
    }
}
