package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fabric8.kubernetes.api.model.Container;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.codearena.server.ConfigCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What servers are told, as the servers themselves read it. */
class ConfigurationTest {
    @TempDir
    private Path directory;

    static Stream<Installation> installations() {
        return Matrix.installations();
    }

    private Stream<Map<String, String>> environments(Rendered rendered) {
        MountedFiles files = new MountedFiles(rendered, directory);
        return rendered.pods().stream()
                .flatMap(pod -> pod.containers()
                        .filter(ConfigurationTest::isServer)
                        .map(container -> inItsImage(files.environment(pod, container))));
    }

    private static boolean isServer(Container container) {
        return container.getEnv().stream()
                .anyMatch(variable -> variable.getName().equals("CODEARENA_ROLES"));
    }

    private Map<String, String> inItsImage(Map<String, String> told) {
        Map<String, String> environment = new HashMap<>(told);
        environment.putIfAbsent("CODEARENA_PLUGINS", directory.toString());
        return environment;
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everyServerTakesWhatItIsTold(Installation installation) {
        List<Map<String, String>> environments =
                environments(installation.render()).toList();
        assertFalse(environments.isEmpty());
        environments.forEach(environment -> assertEquals(
                List.of(), ConfigCheck.faults(environment), () -> "roles " + environment.get("CODEARENA_ROLES")));
    }

    @Test
    void whatAServerWouldRefuseIsFoundHere() {
        Map<String, String> wrong = Map.of("CODEARENA_ROLES", "api", "CODEARENA_PUBLIK_URL", "https://arena.example");
        List<String> faults = ConfigCheck.faults(wrong);
        assertEquals("CODEARENA_PUBLIK_URL is not known: is it misspelt?", faults.getFirst());
        assertFalse(faults.stream()
                .filter(fault -> fault.startsWith("CODEARENA_DATABASE_URL"))
                .findAny()
                .isEmpty());
    }
}
