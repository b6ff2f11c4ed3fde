package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No object has a field that its kind does not know, which a strict API server would refuse. */
class StrictTest {
    private static final List<String> NOT_BUILT_IN = List.of("ScaledObject", "TriggerAuthentication", "PodMonitor");

    static Stream<Installation> installations() {
        return Matrix.installations();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void eachFieldIsOneThatKubernetesKnows(Installation installation) {
        List<String> unknown = new ArrayList<>();
        installation.render().objects().stream()
                .filter(object -> !NOT_BUILT_IN.contains(object.getKind()))
                .forEach(object ->
                        collect(object.getKind() + " " + object.getMetadata().getName(), object, unknown));
        assertEquals(List.of(), unknown);
    }

    @Test
    void checkIsKnownToBite() {
        Rendered misspelt = Rendered.of("""
                {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: b, imagePolicy: Never}]}}
                """);
        List<String> unknown = new ArrayList<>();
        collect("Pod a", misspelt.objects().getFirst(), unknown);
        assertEquals(List.of("Pod a.spec.containers has imagePolicy"), unknown);
    }

    private static void collect(String path, Object part, List<String> unknown) {
        switch (part) {
            case Collection<?> list -> list.forEach(each -> collect(path, each, unknown));
            case KubernetesResource resource -> {
                for (Method getter : resource.getClass().getMethods()) {
                    if (getter.getName().startsWith("get") && getter.getParameterCount() == 0) {
                        follow(path, resource, getter, unknown);
                    }
                }
            }
            default -> {
                // A plain value.
            }
        }
    }

    private static void follow(String path, Object resource, Method getter, List<String> unknown) {
        Object value;
        try {
            value = getter.invoke(resource);
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError(getter + " cannot be called", failure);
        }
        if (getter.getName().equals("getAdditionalProperties")) {
            ((Map<?, ?>) value).keySet().forEach(name -> unknown.add(path + " has " + name));
        } else if (value != null && !(value instanceof Class<?>)) {
            String name = getter.getName().substring(3);
            collect(path + "." + Character.toLowerCase(name.charAt(0)) + name.substring(1), value, unknown);
        }
    }
}
