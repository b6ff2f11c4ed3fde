package org.codearena.loadtest.load.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The formula by what is known of it, and held against the simulation. All chance has a seed, so it fails always or never. */
final class WaitModelTest {
    private static final long SEED = 7;
    private static final int SUBMISSIONS = 500_000;

    /** Formula and simulation differ by no more than this share of the larger, or of a mean service time. */
    private static final double OF_THE_WAIT = 0.15;

    private static final double OF_A_SERVICE_TIME = 0.25;

    private static Arriving arriving(int slots, double busy, double scv) {
        ServiceTime service = new ServiceTime(400, scv);
        return new Arriving(List.of(new Arriving.Kind("any", slots * busy / service.meanSeconds(), service)));
    }

    @Test
    void oneSlotWithExponentialTimesIsTheTextbooksQueue() {
        WaitModel model = new WaitModel(arriving(1, 0.5, 1), 1);
        assertEquals(0.5, model.busy(), 1e-9);
        assertEquals(0.5, model.waiting(), 1e-9);
        assertEquals(400, model.meanWaitMs(), 1e-6);
        assertEquals(800 * Math.log(0.5 / 0.05), model.waitMs(0.95), 1e-6);
        assertEquals(0, model.waitMs(0.5), 1e-9);
    }

    @Test
    void twoSlotsAreErlangsC() {
        assertEquals(1 / 3.0, new WaitModel(arriving(2, 0.5, 1), 2).waiting(), 1e-9);
    }

    @Test
    void timesThatAreAllAlikeHalveTheWait() {
        assertEquals(200, new WaitModel(arriving(1, 0.5, 0), 1).meanWaitMs(), 1e-6);
    }

    @Test
    void moreThanCanBeDoneMakesTheQueueGrowForEver() {
        WaitModel model = new WaitModel(arriving(4, 1.01, 1), 4);
        assertEquals(1, model.waiting(), 0);
        assertEquals(Double.POSITIVE_INFINITY, model.waitMs(0.95));
    }

    @Test
    void tenThousandSlotsAreNoTrouble() {
        WaitModel model = new WaitModel(arriving(10_000, 0.99, 2), 10_000);
        assertTrue(model.waiting() > 0.1 && model.waiting() < 0.5, "waiting " + model.waiting());
    }

    record Case(int slots, double busy, double scv) {}

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int slots : new int[] {1, 4, 16, 64}) {
            for (double busy : new double[] {0.5, 0.7, 0.8, 0.9}) {
                for (double scv : new double[] {0, 0.5, 1, 2}) {
                    cases.add(new Case(slots, busy, scv));
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void formulaAndSimulationAgree(Case each) {
        Arriving arriving = arriving(each.slots(), each.busy(), each.scv());
        WaitModel model = new WaitModel(arriving, each.slots());
        Simulation simulation = Simulation.run(arriving, each.slots(), SEED, SUBMISSIONS);
        assertNear("mean", model.meanWaitMs(), simulation.meanWaitMs(), arriving);
        assertNear("p95", model.waitMs(0.95), simulation.waitMs(0.95), arriving);
    }

    private static void assertNear(String what, double formula, double simulated, Arriving arriving) {
        double bound = Math.max(
                OF_THE_WAIT * Math.max(formula, simulated),
                OF_A_SERVICE_TIME * arriving.service().meanMs());
        assertEquals(simulated, formula, bound, what);
    }

    @Test
    void aMixtureHasTheMomentsOfWhatItIsMadeOf() {
        Arriving mixed = new Arriving(List.of(
                new Arriving.Kind("short", 3, new ServiceTime(100, 0)),
                new Arriving.Kind("long", 1, new ServiceTime(500, 0))));
        assertEquals(200, mixed.service().meanMs(), 1e-9);
        assertEquals(
                (0.75 * 100 * 100 + 0.25 * 500 * 500) / (200 * 200) - 1,
                mixed.service().scv(),
                1e-9);
        assertEquals(0.8, mixed.work(), 1e-9);
    }

    @Test
    void theSameSeedGivesTheSameWaits() {
        Arriving arriving = arriving(2, 0.8, 1);
        assertEquals(
                Simulation.run(arriving, 2, SEED).waitMs(0.95),
                Simulation.run(arriving, 2, SEED).waitMs(0.95),
                0);
    }
}
