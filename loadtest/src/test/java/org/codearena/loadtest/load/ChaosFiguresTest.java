package org.codearena.loadtest.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.report.Incident;
import org.codearena.loadtest.load.report.RunRecord.Account;
import org.junit.jupiter.api.Test;

final class ChaosFiguresTest {
    private static final Account CLEAN = new Account(90, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of());

    @Test
    void aRunInWhichNothingWasBrokenHasNone() {
        assertEquals(List.of(), ChaosFigures.of(List.of(), CLEAN, 3));
    }

    @Test
    void whatDidNotHealAndWhoWasNotToldAreMissedGoals() {
        List<Incident> incidents = List.of(
                new Incident("kill-redis", "redis (1)", 1, 1, 2.5, Map.of(), ""),
                new Incident("kill-runner", "runner (1)", 3, 3, Incident.NEVER, Map.of(), ""),
                Incident.missed("kill-box", 5, "no box ran anything"));
        List<Figure> figures = ChaosFigures.of(incidents, CLEAN, 2);
        assertEquals(
                List.of("chaos.unheard", "chaos.unhealed"),
                figures.stream()
                        .filter(figure -> !figure.held())
                        .map(Figure::name)
                        .toList());
        assertEquals(1.5, figures.getLast().value());
        assertEquals(2, figures.getFirst().value());
    }
}
