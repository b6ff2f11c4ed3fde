package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.junit.jupiter.api.Test;

final class PlanHashTest {
    @Test
    void theOrderOfAnEnvironmentDoesNotMatter() {
        Map<String, String> forth = new LinkedHashMap<>();
        Map<String, String> back = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            forth.put("NAME" + i, "value");
            back.put("NAME" + (19 - i), "value");
        }
        assertEquals(PlanHash.of(plan("x", forth)), PlanHash.of(plan("x", back)));
    }

    @Test
    void anyDifferenceIsAnotherName() {
        String name = PlanHash.of(plan("x", Map.of()));
        assertNotEquals(name, PlanHash.of(plan("y", Map.of())));
        assertNotEquals(name, PlanHash.of(plan("x", Map.of("A", "b"))));
    }

    /** Written down once: a name that changes with the release would make all evidence differ. */
    @Test
    void whatIsHashedStaysAsItWas() {
        assertEquals(
                "{\"compile\":null,\"files\":[{\"content\":\"eA==\",\"path\":\"main\"}],\"memoryMark\":null,"
                        + "\"run\":{\"command\":[\"run\",\"main\"],\"environment\":{\"A\":\"b\",\"C\":\"d\"}}}",
                new String(PlanHash.canonical(plan("x", Map.of("C", "d", "A", "b"))), StandardCharsets.UTF_8));
    }

    private static Plan plan(String source, Map<String, String> environment) {
        return new Plan(
                List.of(SourceFile.of("main", source)),
                Optional.empty(),
                new Step(List.of("run", "main"), environment),
                Optional.empty());
    }
}
