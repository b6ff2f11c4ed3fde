package org.codearena.loadtest.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FaultTableTest {
    private static final List<Incident> INCIDENTS = List.of(
            new Incident("kill-redis", "redis (1)", 1, 1, 2, Map.of("submit http 500", 2L), ""),
            new Incident("kill-redis", "redis (2)", 5, 5, 9, Map.of("submit http 500", 1L, "read timeout", 4L), ""),
            new Incident("kill-redis", "redis (3)", 12, 12, 15, Map.of(), ""),
            Incident.missed("kill-redis", 20, "redis was not there at that moment"),
            new Incident("pause-postgres", "postgres (4)", 30, 37, Incident.NEVER, Map.of(), ""));

    @Test
    void aKindIsOneRowWithItsMedianAndWorstTimeToHeal() {
        FaultTable.Row redis = FaultTable.of(INCIDENTS).getFirst();
        assertEquals(
                new FaultTable.Row("kill-redis", 3, 1, 0, 0, 3, 4, Map.of("submit http 500", 3L, "read timeout", 4L)),
                redis);
        assertEquals("read timeout × 4, submit http 500 × 3", redis.words());
    }

    @Test
    void whatWasNotHealedIsNoTimeAndIsSaid() {
        FaultTable.Row pause = FaultTable.of(INCIDENTS).getLast();
        assertEquals(1, pause.unhealed());
        assertEquals(7, pause.heldMax());
        String line = FaultTable.lines(INCIDENTS).getLast();
        assertTrue(line.startsWith("pause-postgres"), line);
        assertTrue(line.contains("1 NOT HEALED"), line);
    }
}
