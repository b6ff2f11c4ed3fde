package org.codearena.loadtest.all;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.codearena.loadtest.load.target.TargetException;
import org.junit.jupiter.api.Test;

/** Which benches are run, and with which words. */
final class PartsTest {
    private static final Path DATA = Path.of("data");
    private static final Path OUT = Path.of("out");

    private static Part part(String name) {
        return Parts.chosen(List.of(name), List.of()).getFirst();
    }

    @Test
    void allAreRunUnlessSomeAreNamed() {
        assertEquals(Part.ALL, Parts.chosen(List.of(), List.of()));
        assertEquals(Parts.names().size(), Set.copyOf(Parts.names()).size());
    }

    @Test
    void namedOnesKeepTheirOrderAndSkippedOnesStayOut() {
        List<Part> chosen = Parts.chosen(List.of("growth", "reads", "accept"), List.of("accept"));
        assertEquals(List.of("reads", "growth"), chosen.stream().map(Part::name).toList());
    }

    @Test
    void anUnknownNameIsToldWithThoseThatAreKnown() {
        TargetException refused = assertThrows(TargetException.class, () -> Parts.chosen(List.of("jugde"), List.of()));
        String told = String.valueOf(refused.getMessage());
        assertTrue(told.contains("jugde") && told.contains("judge,"), told);
    }

    @Test
    void aBenchIsToldWhereItsFiguresGo() {
        assertEquals(
                List.of("times", "--data", "data", "--json", "out/times.json"),
                part("times").commandLine(DATA, OUT, false));
        assertEquals(
                List.of("times", "--runs", "20", "--data", "data", "--json", "out/times.json"),
                part("times").commandLine(DATA, OUT, true));
    }

    @Test
    void aScenarioWritesItsFiguresIntoItsReport() {
        Part fairness = part("fairness");
        assertEquals(
                List.of("flood", "--data", "data", "--report", "out/fairness"), fairness.commandLine(DATA, OUT, false));
        assertEquals(Path.of("out/fairness/figures.json"), fairness.figures(OUT));
    }
}
