package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.codearena.contract.Lane;
import org.codearena.server.submission.Verdict;
import org.junit.jupiter.api.Test;

final class JudgeMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final JudgeMeters meters = new JudgeMeters(registry, new FreeSlots());

    private double sum(String name) {
        return registry.find(name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void whatCanHappenIsShownBeforeItHappens() {
        meters.expect(List.of("c", "python"));
        assertEquals(
                2 * Verdict.values().length,
                registry.find("codearena.verdicts").counters().size());
        assertEquals(
                2 * Lane.values().length,
                registry.find("codearena.redeliveries").counters().size());
        assertEquals(
                2, registry.find("codearena.attempts.given.back").counters().size());
        assertEquals(0, sum("codearena.redeliveries"));
    }

    @Test
    void aMessageThatComesAgainIsCountedWhereItWasExpected() {
        meters.expect(List.of("c"));
        meters.redelivered(Lane.CONTEST, "c");
        assertEquals(
                Lane.values().length,
                registry.find("codearena.redeliveries").counters().size());
        assertEquals(1, sum("codearena.redeliveries"));
    }
}
