package org.codearena.server.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.codearena.server.judge.Pulse;
import org.junit.jupiter.api.Test;

final class FlowTest {
    private static final long START = 1_000_000;
    private static final Map<String, Map<Integer, Long>> NOTHING = Map.of();

    private final Flow flow = new Flow();

    @Test
    void whatAJudgeCountedBeforeTheFirstLookIsOfUnknownTime() {
        flow.look(START, List.of(pulse("a", 0, practice(3, 100))));
        assertEquals(Flow.Lane.STILL, flow.of("practice"));
    }

    @Test
    void whatHappenedIsTheDifferenceOfTwoLooks() {
        flow.look(START, List.of(pulse("a", 0, practice(3, 100))));
        flow.look(START + 5_000, List.of(pulse("a", 0, practice(3, 110))));
        assertEquals(new Flow.Lane(10, longest(3), longest(3), 10), flow.of("practice"));
        assertEquals(Flow.Lane.STILL, flow.of("contest"));
    }

    @Test
    void aJudgeThatWasStartedAnewCountsFromZero() {
        flow.look(START, List.of(pulse("a", 0, practice(3, 100))));
        flow.look(START + 5_000, List.of(pulse("a", START + 2_000, practice(3, 4))));
        assertEquals(4, flow.of("practice").claimed());
    }

    @Test
    void judgesAddUp() {
        flow.look(START, List.of(pulse("a", 0, NOTHING), pulse("b", 0, NOTHING)));
        flow.look(START + 5_000, List.of(pulse("a", 0, practice(0, 94)), pulse("b", 0, practice(40, 6))));
        Flow.Lane lane = flow.of("practice");
        assertEquals(100, lane.claimed());
        assertEquals(1.0, lane.waitP50Ms());
        assertEquals(longest(40), lane.waitP95Ms());
    }

    @Test
    void aMinuteLaterItIsForgotten() {
        flow.look(START, List.of(pulse("a", 0, NOTHING)));
        flow.look(START + 5_000, List.of(pulse("a", 0, practice(3, 7))));
        flow.look(START + 64_999, List.of(pulse("a", 0, practice(3, 7))));
        assertEquals(7, flow.of("practice").verdictsPerMinute());
        flow.look(START + 65_000, List.of(pulse("a", 0, practice(3, 7))));
        assertEquals(Flow.Lane.STILL, flow.of("practice"));
    }

    private static double longest(int number) {
        return Math.round(Pulse.longestMs(number) * 10) / 10.0;
    }

    private static Map<String, Map<Integer, Long>> practice(int number, long count) {
        return Map.of("practice", Map.of(number, count));
    }

    /** What it waited, each also ran. */
    private static Pulse pulse(String worker, long since, Map<String, Map<Integer, Long>> counts) {
        return new Pulse(worker, 0, since, 2, 1, "A", List.of("python"), counts, counts);
    }
}
