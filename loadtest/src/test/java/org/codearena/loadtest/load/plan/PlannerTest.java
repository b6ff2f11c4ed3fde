package org.codearena.loadtest.load.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlannerTest {
    private static final Measured MEASURED = Measured.shipped();
    private static final Demand.Habits HABITS = new Demand.Habits(0.5, 0.12);
    private static final Map<String, Double> MIX = Map.of("python", 0.5, "java", 0.3, "cpp", 0.2);
    private static final long OTHER_SEED = 4_711;

    private static Site site(double toleratedMs, Optional<Site.Judges> judges) {
        return new Site(toleratedMs, 0.8, judges, 8, 32, 4);
    }

    private static Plan plan(Site site, Demand demand) {
        return new Planner(MEASURED, site, 365, 1).plan(demand);
    }

    private static Demand perHour(double submissions) {
        return Demand.perHour(submissions, HABITS, 4, MIX);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 10000",
        "100, 20",
        "5000, 10000",
        "5000, 200",
        "50000, 10000",
        "50000, 50",
        "500000, 1000",
    })
    void aPlanHoldsTheToleratedWaitWithOtherChance(double submissions, double toleratedMs) {
        for (Site.Judges judges : Site.Judges.values()) {
            Plan plan = plan(site(toleratedMs, Optional.of(judges)), perHour(submissions));
            assertTrue(plan.holds(), () -> plan.pools().toString());
            plan.pools().forEach(pool -> {
                Arriving arriving = new Arriving(List.of(
                        new Arriving.Kind(pool.name(), pool.perSecond(), new ServiceTime(pool.meanMs(), pool.scv()))));
                double wait = Simulation.run(arriving, pool.slots(), OTHER_SEED).waitMs(Pool.SHARE);
                assertTrue(wait <= 1.25 * toleratedMs, () -> pool.name() + " waits " + wait + " ms: " + pool);
                assertTrue(pool.busy() <= 0.8 + 1e-9, pool::toString);
            });
        }
    }

    @Test
    void oneSlotLessWouldNotDo() {
        Plan plan = plan(site(100, Optional.of(Site.Judges.SHARED)), perHour(5_000));
        Pool pool = plan.pools().getFirst();
        Arriving arriving = new Arriving(
                List.of(new Arriving.Kind("all", pool.perSecond(), new ServiceTime(pool.meanMs(), pool.scv()))));
        WaitModel less = new WaitModel(arriving, pool.slots() - 1);
        assertTrue(less.busy() > 0.8 || less.waitMs(Pool.SHARE) > 90, pool::toString);
    }

    @Test
    void sharingSlotsNeverTakesMoreOfThem() {
        for (double submissions : new double[] {200, 5_000, 100_000}) {
            int shared = plan(site(1_000, Optional.of(Site.Judges.SHARED)), perHour(submissions))
                    .slots();
            int apart = plan(site(1_000, Optional.of(Site.Judges.PER_LANGUAGE)), perHour(submissions))
                    .slots();
            assertTrue(shared <= apart, shared + " shared, " + apart + " apart");
        }
    }

    @Test
    void aThousandPeopleFitOnOneMachineInOneProcess() {
        Plan plan = plan(site(10_000, Optional.empty()), Demand.ofUsers(1_000, HABITS, 4, MIX));
        assertEquals(new Plan.Nodes(1, 0, 0), plan.nodes());
        assertEquals(1, plan.processes().all());
        assertEquals(MEASURED.perProcess().database(), plan.connections().database());
        assertEquals(60, plan.demand().submissionsPerHour(), 1e-9);
    }

    @Test
    void tenMillionPeopleNeedJudgesOfTheirOwnForEachLanguage() {
        Plan plan = plan(site(10_000, Optional.empty()), Demand.ofUsers(10_000_000, HABITS, 4, MIX));
        assertEquals(Site.Judges.PER_LANGUAGE, plan.judges());
        assertEquals(
                List.of("cpp", "java", "python"),
                plan.pools().stream().map(Pool::name).toList());
        assertTrue(plan.nodes().judges() * 8 >= plan.slots(), plan.nodes().toString());
        assertTrue(plan.pools().stream().allMatch(pool -> pool.withoutNodeP95Ms() != null), "a lost node is borne");
    }

    @Test
    void whatIsKeptGrowsWithWhatComes() {
        Plan one = plan(site(10_000, Optional.empty()), perHour(1_000));
        Plan ten = plan(site(10_000, Optional.empty()), perHour(10_000));
        assertEquals(10, ten.bytes().database() / one.bytes().database(), 1e-6);
        assertEquals(10, ten.traffic().commits() / one.traffic().commits(), 1e-6);
    }

    @Test
    void aLanguageThatWasNotMeasuredIsToldWhichWere() {
        Demand demand = Demand.perHour(100, HABITS, 4, Map.of("cobol", 1.0));
        String message = refusal(() -> plan(site(10_000, Optional.empty()), demand));
        assertTrue(message.contains("'cobol'") && message.contains("python"), message);
    }

    @Test
    void nonsenseIsRefusedWithItsValue() {
        assertTrue(refusal(() -> perHour(-3)).contains("-3"), "submissions");
        assertTrue(refusal(() -> Demand.perHour(1, HABITS, 0.5, MIX)).contains("0.5"), "peak");
        assertTrue(
                refusal(() -> Demand.perHour(1, HABITS, 2, Map.of("python", -1.0)))
                        .contains("python"),
                "mix");
        assertTrue(refusal(() -> new Demand.Habits(1, 7)).contains("--busiest-hour is 7"), "hour");
        assertTrue(refusal(() -> new Site(0, 0.8, Optional.empty(), 8, 32, 4)).contains("--tolerated-wait"), "wait");
        assertTrue(refusal(() -> new Site(1, 1, Optional.empty(), 8, 32, 4)).contains("--most-busy is 1"), "busy");
    }

    private static String refusal(org.junit.jupiter.api.function.Executable planning) {
        return String.valueOf(assertThrows(PlanException.class, planning).getMessage());
    }
}
