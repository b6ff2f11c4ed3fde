package org.codearena.loadtest.load.plan;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * The waits for a slot that a plan expects while a share of the slots is busy.
 *
 * @param busy that share
 * @param perSecond what comes then
 * @param serviceMs how long a slot is busy with one, on average
 * @param p95OfRuns within these are the waits p95 of nine in ten runs that are no longer than was said: a short run sees few queues
 */
public record Forecast(
        double busy, double perSecond, double serviceMs, Waits formula, Waits simulated, Range p95OfRuns) {
    private static final double HALF = 0.5;
    private static final int RUNS = 400;
    private static final double OUTSIDE = 0.05;

    /** What half of all, and 95 of 100, wait no longer than. */
    public record Waits(double p50Ms, double p95Ms) {}

    /** From the one to the other. */
    public record Range(double leastMs, double mostMs) {}

    /** How often each language comes where nobody says otherwise. */
    public static Map<String, Double> usualMix() {
        return Measured.shipped().mix();
    }

    /**
     * What is to be expected.
     *
     * @param services how long a slot is busy with one of each language
     * @param mix the weight of each language
     * @param seconds how long a run is; a tenth of it is waited for before it counts
     */
    public static Forecast of(
            Map<String, ServiceTime> services,
            Map<String, Double> mix,
            int slots,
            double busy,
            double seconds,
            long seed) {
        if (!(busy > 0 && busy < 1)) {
            throw new PlanException(busy + " of the slots busy, allowed is a share between 0 and 1, such as 0.6");
        }
        Arriving one = arriving(services, mix, 1);
        double perSecond = busy * slots / one.work();
        Arriving arriving = arriving(services, mix, perSecond);
        WaitModel model = new WaitModel(arriving, slots);
        Simulation simulation = Simulation.run(arriving, slots, seed);
        return new Forecast(
                busy,
                perSecond,
                arriving.service().meanMs(),
                waits(model::waitMs),
                waits(simulation::waitMs),
                range(arriving, slots, (int) Math.ceil(perSecond * seconds), seed));
    }

    private static Arriving arriving(Map<String, ServiceTime> services, Map<String, Double> mix, double perSecond) {
        Map<String, Double> shares = Demand.shares(mix);
        return new Arriving(new TreeMap<>(services)
                .entrySet().stream()
                        .filter(each -> shares.containsKey(each.getKey()))
                        .map(each -> new Arriving.Kind(
                                each.getKey(), perSecond * shares.getOrDefault(each.getKey(), 0.0), each.getValue()))
                        .toList());
    }

    private static Waits waits(ToDoubleFunction<Double> waitMs) {
        return new Waits(waitMs.applyAsDouble(HALF), waitMs.applyAsDouble(Pool.SHARE));
    }

    private static Range range(Arriving arriving, int slots, int submissions, long seed) {
        double[] waits = LongStream.range(0, RUNS)
                .mapToDouble(run -> Simulation.run(arriving, slots, seed * RUNS + run, Math.max(1, submissions))
                        .waitMs(Pool.SHARE))
                .toArray();
        Arrays.sort(waits);
        int outside = (int) (OUTSIDE * RUNS);
        return new Range(waits[outside], waits[RUNS - 1 - outside]);
    }
}
