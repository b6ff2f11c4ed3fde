package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LiveSlotsTest {
    @Test
    void slotsAreCountedForEachLanguageOfEachJudge() {
        assertEquals(
                Map.of("python", 6, "cpp", 4), LiveSlots.sum(List.of(pulse(2, "python"), pulse(4, "python", "cpp"))));
    }

    private static Pulse pulse(int slots, String... languages) {
        return new Pulse("judge", 0, 0, slots, 0, "A", List.of(languages), Map.of(), Map.of());
    }
}
