package org.codearena.loadtest.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.codearena.loadtest.load.Meters.Kind;
import org.codearena.loadtest.load.plan.Checked;
import org.codearena.loadtest.load.plan.Forecast;
import org.codearena.loadtest.load.plan.ServiceTime;
import org.codearena.loadtest.load.scenario.Flow;
import org.codearena.loadtest.load.scenario.Phase;
import org.codearena.loadtest.load.scenario.Scenario;
import org.junit.jupiter.api.Test;

final class PlanTrialTest {
    private static final PlanTrial TRIAL =
            new PlanTrial(Map.of("python", 3.0, "cpp", 1.0, "java", 0.0), 2, Duration.ofSeconds(90), 1);

    private static Meters full(int each) {
        Meters meters = new Meters();
        for (int number = 0; number < each; number++) {
            meters.time(Kind.HELD, "python", 0, Duration.ofSeconds(9).toNanos());
            meters.time(Kind.HELD, "python", 1, Duration.ofMillis(400).toNanos());
            meters.time(
                    Kind.HELD,
                    "cpp",
                    1,
                    Duration.ofMillis(number % 2 == 0 ? 600 : 1_400).toNanos());
        }
        return meters;
    }

    @Test
    void eachLanguageOfTheMixIsAFlowAndOneWithoutWeightIsNone() {
        assertEquals(
                List.of("cpp", "python"),
                TRIAL.full().flows().stream().map(Flow::name).toList());
    }

    @Test
    void whatALanguageKeptASlotIsItsServiceTimeAndWhatSettledIsLeftOut() {
        Map<String, ServiceTime> services = TRIAL.services(full(10));
        ServiceTime python = Objects.requireNonNull(services.get("python"));
        assertEquals(400, python.meanMs(), 1);
        assertEquals(0, python.scv(), 1e-3);
        ServiceTime cpp = Objects.requireNonNull(services.get("cpp"));
        assertEquals(1_000, cpp.meanMs(), 2);
        assertEquals(0.16, cpp.scv(), 1e-2);
    }

    @Test
    void tooFewAreSaidToBeTooFew() {
        LoadException refused = assertThrows(LoadException.class, () -> TRIAL.services(full(4)));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("only 4 submissions in cpp"), refused.toString());
    }

    @Test
    void eachPaceHasATimeToSettleInAndIsMeasuredByItself() {
        List<Forecast> forecasts =
                List.of(TRIAL.forecast(TRIAL.services(full(10)), 0.3), TRIAL.forecast(TRIAL.services(full(10)), 0.6));
        Scenario paced = TRIAL.paced(forecasts);
        assertEquals(
                List.of(false, true, false, true),
                paced.phases().stream().map(Phase::counted).toList());
        Phase second = paced.phases().getLast();
        assertEquals(0.6 * 2 / 0.55 * 0.75, second.rate("python").from(), 0.01);
        Meters meters = new Meters();
        for (int phase = 0; phase < 4; phase++) {
            meters.time(
                    Kind.WAIT, "python", phase, Duration.ofMillis(100L * phase).toNanos());
            meters.time(Kind.HELD, "python", phase, Duration.ofSeconds(phase).toNanos());
        }
        List<Checked> checked = TRIAL.checked(forecasts, meters, 0.25);
        assertEquals(100, checked.getFirst().measured().p95Ms(), 1);
        assertEquals(300, checked.getLast().measured().p95Ms(), 1);
        assertEquals(3.0 / 90 / 2, checked.getLast().busy(), 1e-3);
    }

    @Test
    void aMixWithoutAnythingIsRefused() {
        assertThrows(LoadException.class, () -> new PlanTrial(Map.of("python", 0.0), 2, Duration.ofSeconds(9), 1));
        assertThrows(LoadException.class, () -> new PlanTrial(Map.of("python", -1.0), 2, Duration.ofSeconds(9), 1));
    }
}
