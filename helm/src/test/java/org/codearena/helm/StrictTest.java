package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each object against Kubernetes' own OpenAPI, whose rules the models of its Java client carry: no field that a kind does not know, and
 * every field that it needs. A strict API server would refuse the same.
 */
class StrictTest {
    private static final String MODELS = "io.kubernetes.client.openapi.models.";

    /** Kinds that clusters learn from others, and what their {@code spec} may have. */
    private static final Map<String, Set<String>> LEARNT = Map.of(
            "ScaledObject",
            Set.of(
                    "scaleTargetRef",
                    "pollingInterval",
                    "cooldownPeriod",
                    "initialCooldownPeriod",
                    "minReplicaCount",
                    "maxReplicaCount",
                    "fallback",
                    "advanced",
                    "triggers"),
            "TriggerAuthentication",
            Set.of("secretTargetRef"),
            "PodMonitor",
            Set.of("selector", "podMetricsEndpoints"),
            "HTTPRoute",
            Set.of("parentRefs", "hostnames", "rules"));

    private final Gson gson = new Gson();

    static Stream<Installation> installations() {
        return Matrix.installations();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void objectIsWhatItsKindSaysItIs(Installation installation) {
        List<String> faults = installation.render().trees().stream()
                .flatMap(tree -> faults(tree).map(fault -> tree.get("kind") + ": " + fault))
                .toList();
        assertEquals(List.of(), faults);
    }

    @Test
    void checkIsKnownToBite() {
        Map<String, Object> misspelt = Rendered.of("""
                {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: b, imagePolicy: Never}]}}
                """).trees().getFirst();
        assertTrue(faults(misspelt).toList().toString().contains("`imagePolicy`"));
        Map<String, Object> half = Rendered.of("""
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {template: {}}}
                """).trees().getFirst();
        assertTrue(faults(half).toList().toString().contains("`selector`"));
    }

    private Stream<String> faults(Map<String, Object> tree) {
        Set<String> learnt = LEARNT.get((String) tree.get("kind"));
        if (learnt != null) {
            return Rendered.map(tree.get("spec")).keySet().stream().filter(name -> !learnt.contains(name));
        }
        try {
            Class.forName(MODELS + model(tree))
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, gson.toJsonTree(tree));
            return Stream.of();
        } catch (InvocationTargetException refused) {
            return Stream.of(String.valueOf(refused.getCause()));
        } catch (ReflectiveOperationException unknown) {
            return Stream.of("is no kind of " + tree.get("apiVersion") + ", or has no model");
        }
    }

    /** Such as V1Deployment for apps/v1. */
    private static String model(Map<String, Object> tree) {
        String version = ((String) tree.get("apiVersion")).replaceFirst(".*/", "");
        return version.replaceFirst("v", "V") + tree.get("kind");
    }
}
