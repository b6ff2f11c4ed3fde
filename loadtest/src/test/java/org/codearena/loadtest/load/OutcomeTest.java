package org.codearena.loadtest.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.Meters.Kind;
import org.codearena.loadtest.load.report.RunRecord.Account;
import org.codearena.loadtest.load.report.RunRecord.Second;
import org.codearena.loadtest.load.report.RunRecord.Span;
import org.codearena.loadtest.load.scenario.Scenario;
import org.codearena.loadtest.load.scenario.Scenarios;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutcomeTest {
    private static final List<Span> SPANS = List.of(
            new Span("warm-up", 0, 10, false), new Span("quiet", 10, 20, true), new Span("flooded", 20, 30, true));
    private static final Account CLEAN = new Account(20, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of());

    @TempDir
    private Path directory;

    private final Meters meters = new Meters();

    @BeforeEach
    void tenVerdictsInEachPhase() {
        for (int i = 0; i < 10; i++) {
            verdict("others", 0, 9_000);
            verdict("others", 1, 100);
            verdict("others", 2, 150);
            verdict("flood", 2, 60_000);
        }
    }

    private void verdict(String flow, int phase, long millis) {
        meters.time(Kind.ACCEPT, flow, phase, 5_000_000);
        meters.time(Kind.VERDICT, flow, phase, millis * 1_000_000);
    }

    private Outcome outcome(String thresholds, double cpu, Account account) throws Exception {
        Path file = Files.writeString(directory.resolve("scenario.yaml"), """
                about: Two phases.
                flows:
                  others: {submit: {}}
                  flood: {users: 1, refused: dropped, submit: {}}
                phases:
                  - {name: warm-up, for: 10s, counted: false, rates: {others: 1}}
                  - {name: quiet, for: 10s, rates: {others: 1}}
                  - {name: flooded, for: 10s, rates: {others: 1, flood: 9}}
                fairness: {flow: others, quiet: quiet, loaded: flooded}
                generator: {lag-p99-ms: 20, cpu: 0.5}
                thresholds: [%s]
                """.formatted(thresholds));
        Scenario scenario = Scenarios.find(file.toString());
        return new Outcome(
                scenario,
                meters,
                SPANS,
                List.of(new Second(15, Map.of("generator.cpu", cpu))),
                account,
                OptionalDouble.empty());
    }

    private Figure figure(String name, String thresholds) throws Exception {
        return outcome(thresholds, 0.1, CLEAN).figures(List.of()).stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWarmsUpAndWhoFloodsAreNotInTheWaits() throws Exception {
        assertEquals(150, figure("load.verdict_ms.p99", "").value(), 1);
        assertEquals(1.5, figure("api.accept_per_s", "").value(), 0.001);
    }

    @Test
    void fairnessIsTheRatioOfTheTwoPhases() throws Exception {
        assertEquals(1.5, figure("fairness.p95_ratio", "").value(), 0.01);
    }

    @Test
    void aThresholdDecides() throws Exception {
        assertTrue(figure("fairness.p95_ratio", "fairness.p95_ratio <= 1.6").held());
        assertFalse(figure("fairness.p95_ratio", "fairness.p95_ratio <= 1.4").held());
        assertFalse(figure("api.accept_per_s", "api.accept_per_s >= 2").held());
    }

    @Test
    void aThresholdOnWhatWasNotMeasuredIsMissed() throws Exception {
        Figure missing = figure("api.reads_ms.p99", "api.reads_ms.p99 <= 100");
        assertFalse(missing.held());
        assertEquals("was not measured in this run", missing.against());
    }

    @Test
    void anythingLostIsAMissedGoalWithoutAnyThreshold() throws Exception {
        Account lost = new Account(20, 0, 0, 1, 0, 0, 0, 0, List.of(), List.of("lost: 7"));
        List<Figure> figures = outcome("", 0.1, lost).figures(List.of());
        assertEquals(
                List.of("ledger.lost"),
                figures.stream().filter(each -> !each.held()).map(Figure::name).toList());
    }

    @Test
    void aSessionWhoseTextIsNotInTheStoreIsAMissedGoal() throws Exception {
        meters.time(Kind.OPEN, "others", 1, 700_000_000);
        meters.time(Kind.CLOSE, "others", 1, 300_000_000);
        assertEquals(700, figure("load.open_ms.p95", "").value(), 1);
        assertTrue(figure("load.files_lost", "").held());
        meters.count("file.lost");
        assertFalse(figure("load.files_lost", "").held());
    }

    @Test
    void aGeneratorThatKeepsUpIsNoBottleneck() throws Exception {
        meters.time(Kind.LAG, "others", 1, 1_000_000);
        assertTrue(outcome("", 0.1, CLEAN).bottleneck().isEmpty());
    }

    @Test
    void aGeneratorThatDoesNotKeepUpSaysSo() throws Exception {
        meters.time(Kind.LAG, "others", 1, 90_000_000);
        String sentence = outcome("", 0.7, CLEAN).bottleneck().orElseThrow();
        assertTrue(sentence.contains("left up to 90 ms late (p99), at most 20 are allowed"), sentence);
        assertTrue(sentence.contains("used 70 % of this machine's processors, at most 50 %"), sentence);
        assertFalse(outcome("", 0.7, CLEAN).figures(List.of()).stream().allMatch(Figure::held));
    }
}
