package org.codearena.loadtest.load.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.plan.Forecast.Range;
import org.codearena.loadtest.load.plan.Forecast.Waits;
import org.junit.jupiter.api.Test;

final class CheckedTest {
    private static final Map<String, ServiceTime> SERVICES =
            Map.of("python", new ServiceTime(400, 1), "cpp", new ServiceTime(1_000, 0.5));
    private static final Map<String, Double> MIX = Map.of("python", 3.0, "cpp", 1.0);
    private static final int SLOTS = 2;
    private static final double MINUTE = 60;

    private static Forecast forecast(double busy) {
        return Forecast.of(SERVICES, MIX, SLOTS, busy, MINUTE, 1);
    }

    private static Checked checked(double p95Ms) {
        Forecast forecast = new Forecast(0.6, 2, 500, new Waits(0, 900), new Waits(0, 1_000), new Range(400, 2_000));
        return new Checked(forecast, 100, 0.6, 500, new Waits(50, p95Ms), 0.25);
    }

    @Test
    void thePaceKeepsAsManySlotsBusyAsWereWanted() {
        Forecast forecast = forecast(0.6);
        assertEquals(550, forecast.serviceMs(), 1e-9);
        assertEquals(0.6 * SLOTS / 0.55, forecast.perSecond(), 1e-9);
    }

    @Test
    void busierSlotsAreWaitedForLongerAndAShortRunVariesAboutThat() {
        Forecast calm = forecast(0.3);
        Forecast busy = forecast(0.8);
        assertTrue(busy.simulated().p95Ms() > 3 * calm.simulated().p95Ms(), busy.toString());
        Range range = busy.p95OfRuns();
        assertTrue(range.leastMs() < busy.simulated().p95Ms(), busy.toString());
        assertTrue(range.mostMs() > busy.simulated().p95Ms(), busy.toString());
    }

    @Test
    void aLongerRunVariesLess() {
        Forecast hour = Forecast.of(SERVICES, MIX, SLOTS, 0.8, 60 * MINUTE, 1);
        Range minute = forecast(0.8).p95OfRuns();
        assertTrue(
                hour.p95OfRuns().mostMs() - hour.p95OfRuns().leastMs() < (minute.mostMs() - minute.leastMs()) / 2,
                hour.toString());
    }

    @Test
    void slotsThatAreAllBusyCannotBePlannedFor() {
        PlanException refused = assertThrows(PlanException.class, () -> forecast(1));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("1.0 of the slots busy"), refused.toString());
    }

    @Test
    void aWaitIsBorneOutThatIsNoLongerThanChanceAndToleranceAllow() {
        assertTrue(checked(2_500).held());
        assertFalse(checked(2_501).held());
        assertTrue(checked(0).held(), "less than was planned is no fault of the plan's");
        assertEquals(
                List.of("plan.wait_ms.p95.busy60"),
                checked(2_501).figures().stream()
                        .filter(figure -> !figure.held())
                        .map(Figure::name)
                        .toList());
    }

    @Test
    void theTableHasARowForEach() {
        List<String> lines = Checked.markdown(List.of(checked(500), checked(3_000)));
        assertEquals(4, lines.size());
        assertTrue(lines.get(2).endsWith("| 500 ms | 0.50 |"), lines.get(2));
        assertTrue(lines.get(3).endsWith("| 3 s | 3.00 MISSED |"), lines.get(3));
    }
}
