package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.codearena.helm.Rendered.PodIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretsTest {
    private static final List<String> MARKERS = List.of(
            "marker-database", "marker-broker", "marker-cache", "marker-access", "marker-secret", "marker-admin");

    @Test
    void whatValuesHoldIsInSecretsAndNowhereElse() {
        Rendered rendered = Installation.like("lesser").render();
        for (String marker : MARKERS) {
            List<Object> holders = rendered.trees().stream()
                    .filter(tree -> holds(tree, marker))
                    .map(tree -> tree.get("kind"))
                    .toList();
            assertEquals(List.of("Secret"), holders, marker);
        }
    }

    private static boolean holds(Map<String, Object> tree, String marker) {
        String hidden = Base64.getEncoder().encodeToString(marker.getBytes(StandardCharsets.UTF_8));
        String text = tree.toString();
        return text.contains(marker) || text.contains(hidden);
    }

    static Stream<Installation> installations() {
        return Matrix.installations();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void serverReadsSecretsFromFiles(Installation installation) {
        for (PodIn pod : installation.render().pods()) {
            pod.spec().getContainers().stream()
                    .filter(each -> List.of("api", "ops", "judge").contains(each.getName()))
                    .flatMap(each -> each.getEnv().stream())
                    .forEach(SecretsTest::checkVariable);
        }
    }

    private static void checkVariable(EnvVar variable) {
        assertTrue(
                variable.getValueFrom() == null || variable.getValueFrom().getFieldRef() != null,
                () -> variable.getName() + " is taken from elsewhere");
        if (variable.getName().matches(".*(PASSWORD|KEY).*")) {
            assertTrue(variable.getName().endsWith("_FILE"), variable::getName);
            assertTrue(variable.getValue().startsWith("/etc/codearena/secrets/"), variable::getValue);
        }
    }

    @Test
    void passwordNobodyChoseIsLong() {
        Secret database = Installation.like("dev").render().one(Secret.class, "arena-database");
        byte[] password = Base64.getDecoder().decode(database.getData().get("password"));
        assertEquals(32, password.length);
    }

    @Test
    void onlyTheApiIsGivenTheFirstPassword() {
        Rendered rendered = Installation.like("external").render();
        assertTrue(rendered.pod("arena-api").spec().toString().contains("first-admin-password"));
        for (String owner : List.of("arena-ops", "arena-judge-python")) {
            assertFalse(rendered.pod(owner).spec().toString().contains("first-admin-password"), owner);
        }
    }

    @Test
    void noSecretIsMadeWhereOneIsNamed() {
        List<String> made = Installation.like("external").render().all(Secret.class).stream()
                .map(secret -> secret.getMetadata().getName())
                .toList();
        assertEquals(List.of(), made);
    }
}
