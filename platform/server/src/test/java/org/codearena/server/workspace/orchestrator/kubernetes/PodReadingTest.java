package org.codearena.server.workspace.orchestrator.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codearena.server.workspace.orchestrator.Environment.State;
import org.codearena.server.workspace.orchestrator.Environment.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What pods of all kinds of fate mean: each file of {@code readings} is a pod, its events, a moment, and what is to be read of them. */
class PodReadingTest {
    private static final KubernetesConfig CONFIG = KubernetesConfig.defaults("sessions", "registry.example/", "1");
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    static Stream<String> readings() throws IOException, URISyntaxException {
        Path directory = Path.of(Objects.requireNonNull(PodReadingTest.class.getResource("readings"))
                .toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    private static JsonNode read(String file) throws IOException {
        try (var in = PodReadingTest.class.getResourceAsStream("readings/" + file)) {
            return JsonMapper.shared().readTree(in);
        }
    }

    private static PodReading reading(JsonNode given) {
        Pod pod = SERIALIZATION.unmarshal(given.get("pod").toString(), Pod.class);
        List<Event> events = new ArrayList<>();
        given.get("events").forEach(event -> events.add(SERIALIZATION.unmarshal(event.toString(), Event.class)));
        return new PodReading(pod, events, Instant.parse(given.get("now").asString()));
    }

    @ParameterizedTest
    @MethodSource("readings")
    void podMeansWhatItShould(String file) throws IOException {
        JsonNode given = read(file);
        String says = given.path("says").asString("");
        State expected = switch (given.get("state").asString()) {
            case "starting" -> new State.Starting(says);
            case "ready" -> new State.Ready();
            case "ending" -> new State.Ending();
            case "failed" -> new State.Failed(says, given.get("mayHelpToRetry").asBoolean());
            default -> throw new IllegalArgumentException(file);
        };
        assertEquals(expected, reading(given).state(CONFIG.patience()));
        if (given.has("steps")) {
            assertEquals(given.get("steps").asString(), shown(reading(given).steps(false)));
        }
    }

    private static String shown(List<Step> steps) {
        return steps.stream().map(step -> step.name() + " " + step.tookMs()).collect(Collectors.joining(", "));
    }

    @Test
    void podThatWaitedHasOnlyItsRunnersStepLeft() throws IOException {
        List<Step> steps = reading(read("ready.json")).steps(true);
        assertEquals("scheduled 0, runner 0", shown(steps));
        assertEquals(List.of(true, true), steps.stream().map(Step::done).toList());
    }
}
