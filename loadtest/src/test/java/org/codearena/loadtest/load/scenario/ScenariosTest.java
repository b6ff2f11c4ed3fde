package org.codearena.loadtest.load.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ScenariosTest {
    static List<String> shipped() {
        return Scenarios.SHIPPED;
    }

    private static final String SMALL = """
            about: Small.
            flows:
              people: {users: 3, submit: {languages: {python: 1}}}
              pages: {get: {/api/v1/problems: 1}}
            phases:
              - {name: first, for: 10s, counted: false, rates: {people: 1}}
              - {name: second, for: 1.5m, rates: {people: 2..4, pages: 10}}
            thresholds:
              - api.accept_ms.p99 <= 100
            """;

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedScenarioCanBeRead(String name) {
        Scenario scenario = Scenarios.find(name);
        assertEquals(name, scenario.name());
        assertFalse(scenario.about().isBlank());
    }

    @Test
    void aFileSaysWhatItSays() {
        Scenario scenario = Scenarios.parse("small", SMALL);
        Phase second = scenario.phases().get(1);
        assertEquals(Duration.ofSeconds(90), second.length());
        assertEquals(new Rate(2, 4), second.rate("people"));
        assertEquals(Rate.steady(0), scenario.phases().getFirst().rate("pages"));
        assertEquals(270, second.rate("people").expected(second.length()), 1e-9);
        assertFalse(scenario.phases().getFirst().counted());
        assertTrue(scenario.thresholds().getFirst().holds(100));
        assertFalse(scenario.thresholds().getFirst().holds(100.1));
    }

    @Test
    void workInSessionsIsReadAndMustTellWhenItsProgramIsDone() {
        Flow.Working coders = (Flow.Working) Scenarios.find("ide").flows().getFirst();
        assertEquals("python/console", coders.work().template());
        assertEquals(Duration.ofMillis(150), coders.work().every());
        String text = Scenarios.text("ide");
        assertTrue(
                refusal(() -> Scenarios.parse("mine", text.replace("\"{mark}\"", "1")))
                        .contains("must print {mark}"),
                "a program that prints nothing known");
        assertTrue(
                refusal(() -> Scenarios.parse("mine", text.replace("python3 typed.py", "echo {mark}")))
                        .contains("must not be in it"),
                "a command that shows what is waited for");
        assertTrue(
                refusal(() -> Scenarios.parse("mine", text.replace("    work:", "    get: {/: 1}\n    work:")))
                        .contains("needs one of submit, get and work"),
                "two kinds of things at once");
    }

    @Test
    void ratesAndLengthsCanBeScaled() {
        Scenario scenario = Scenarios.parse("small", SMALL).faster(2).lasting(Duration.ofMinutes(3));
        assertEquals(new Rate(4, 8), scenario.phases().get(1).rate("people"));
        assertEquals(Duration.ofMinutes(3), scenario.phases().get(1).length());
        assertEquals(Duration.ofSeconds(10), scenario.phases().getFirst().length());
    }

    @Test
    void onesOwnFileIsFoundByItsPath(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("mine.yaml"), SMALL);
        assertEquals("mine", Scenarios.find(file.toString()).name());
    }

    @Test
    void anUnknownNameIsToldWhatThereIs() {
        String message = refusal(() -> Scenarios.find("stedy"));
        assertTrue(message.contains("'stedy'") && message.contains("contest-start"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for: 10s      | for: ten      | phases[0].for is 'ten'",
                "users: 3      | user: 3       | flows.people.user is unknown, known here are get, refused, submit, users, work",
                "people: 2..4  | people: -1    | phases[1].rates.people is '-1'",
                "people: 2..4  | crowd: 2      | phase 'second' names the flow 'crowd', known are people, pages",
                "<= 100        | < 100         | threshold 'api.accept_ms.p99 < 100' is not understood",
                "counted: false| counted: no-  | phases[0].counted is 'no-', allowed are true and false",
            })
    void mistakesAreNamedWithTheirPlace(String right, String wrong, String said) {
        String message = refusal(() -> Scenarios.parse("small", SMALL.replace(right, wrong)));
        assertTrue(message.contains(said), message);
    }

    private static String refusal(org.junit.jupiter.api.function.Executable reading) {
        return String.valueOf(assertThrows(ScenarioException.class, reading).getMessage());
    }
}
