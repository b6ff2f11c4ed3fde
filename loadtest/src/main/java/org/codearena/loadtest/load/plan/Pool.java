package org.codearena.loadtest.load.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Slots that share a queue.
 *
 * @param name of the language, or {@code all}
 * @param perSecond what comes while it is busiest
 * @param busy the share of the slots that is busy then
 * @param waitP95Ms what 95 of 100 wait no longer than, by the formula
 * @param simulatedP95Ms the same in the simulation
 * @param withoutNodeP95Ms the same when one node is gone; null where the queue grows until it is back
 * @param curve waits for other numbers of slots
 */
record Pool(
        String name,
        double perSecond,
        double meanMs,
        double scv,
        int slots,
        double busy,
        double waitP95Ms,
        double simulatedP95Ms,
        @Nullable Double withoutNodeP95Ms,
        List<Point> curve) {
    static final double SHARE = 0.95;

    private static final int POINTS = 10;

    /**
     * So many slots instead.
     *
     * @param waitP95Ms by the formula
     */
    record Point(int slots, double busy, double waitP95Ms, double simulatedP95Ms) {}

    Pool {
        curve = List.copyOf(curve);
    }

    /**
     * The least slots that hold the tolerated wait. The formula finds them and the simulation has the last word, as the
     * formula is only near the truth.
     */
    static int leastSlots(Arriving arriving, Site site, long seed) {
        int slots = Math.max(1, (int) Math.ceil(arriving.work() / site.mostBusy() - 1e-9));
        while (new WaitModel(arriving, slots).waitMs(SHARE) > site.toleratedWaitMs()
                || Simulation.run(arriving, slots, seed).waitMs(SHARE) > site.toleratedWaitMs()) {
            slots++;
        }
        return slots;
    }

    /** @param slotsOfNode how many of them are lost with a node */
    static Pool of(Arriving arriving, int slots, int slotsOfNode, long seed) {
        WaitModel model = new WaitModel(arriving, slots);
        return new Pool(
                arriving.name(),
                arriving.perSecond(),
                arriving.service().meanMs(),
                arriving.service().scv(),
                slots,
                model.busy(),
                model.waitMs(SHARE),
                Simulation.run(arriving, slots, seed).waitMs(SHARE),
                without(arriving, slots - slotsOfNode),
                curve(arriving, slots, seed));
    }

    private static @Nullable Double without(Arriving arriving, int left) {
        if (left < 1) {
            return null;
        }
        double wait = new WaitModel(arriving, left).waitMs(SHARE);
        return Double.isFinite(wait) ? wait : null;
    }

    /** From the fewest with which the queue does not grow for ever to some more than are planned. */
    private static List<Point> curve(Arriving arriving, int slots, long seed) {
        int least = (int) Math.floor(arriving.work()) + 1;
        int most = Math.max(slots + Math.max(2, slots / 4), least + 3);
        int step = Math.max(1, (most - least) / POINTS);
        List<Point> curve = new ArrayList<>();
        for (int each = least; each <= most; each += step) {
            WaitModel model = new WaitModel(arriving, each);
            curve.add(new Point(
                    each,
                    model.busy(),
                    model.waitMs(SHARE),
                    Simulation.run(arriving, each, seed).waitMs(SHARE)));
        }
        return curve;
    }
}
