package org.codearena.loadtest.load.plan;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * What {@link WaitModel} says in a formula, played through submission by submission: each is taken by the slot that is free
 * first, and keeps it for as long as its kind takes. The same seed gives the same waits.
 */
final class Simulation {
    private static final int LEAST = 200_000;
    private static final int EACH_SLOT = 500;
    /** The first tenth finds the slots emptier than they will be, and is not counted. */
    private static final int WARM_UP = 10;

    private final double[] waitsMs;

    private Simulation(double[] waitsMs) {
        this.waitsMs = waitsMs;
    }

    /** As many submissions as it takes for steady figures. */
    static Simulation run(Arriving arriving, int slots, long seed) {
        return run(arriving, slots, seed, Math.max(LEAST, EACH_SLOT * slots));
    }

    static Simulation run(Arriving arriving, int slots, long seed, int submissions) {
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom services = random.split();
        PriorityQueue<Double> freeAt = new PriorityQueue<>();
        for (int slot = 0; slot < slots; slot++) {
            freeAt.add(0.0);
        }
        double perSecond = arriving.perSecond();
        double now = 0;
        double[] waits = new double[submissions];
        for (int number = 0; number < submissions; number++) {
            now += -Math.log1p(-random.nextDouble()) / perSecond;
            double begins = Math.max(now, freeAt.remove());
            waits[number] = (begins - now) * 1e3;
            freeAt.add(begins + arriving.drawService(services));
        }
        return new Simulation(steady(waits));
    }

    private static double[] steady(double[] waits) {
        double[] steady = Arrays.copyOfRange(waits, waits.length / WARM_UP, waits.length);
        Arrays.sort(steady);
        return steady;
    }

    double meanWaitMs() {
        return Arrays.stream(waitsMs).average().orElse(0);
    }

    double waitMs(double share) {
        return waitsMs[Math.clamp((long) Math.ceil(share * waitsMs.length) - 1, 0, waitsMs.length - 1)];
    }
}
