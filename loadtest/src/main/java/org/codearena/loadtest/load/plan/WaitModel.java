package org.codearena.loadtest.load.plan;

/**
 * How long submissions wait for a slot: M/G/c, that is many people who know nothing of each other, service times of any
 * distribution, and c slots that take what has waited longest.
 *
 * <p>Erlang's C says how many wait at all when service times are exponential. For others, the mean wait is that one times
 * (1 + scv) / 2, as Lee and Longton proposed, which is exact for one slot (Pollaczek and Khinchine) and for exponential
 * times; and whoever waits at all is taken to wait for an exponential time, which is exact there as well and near it when
 * slots are busy. {@link Simulation} says how near.
 */
record WaitModel(Arriving arriving, int slots) {
    /** The share of the slots that is busy on average; at 1 and above the queue grows without end. */
    double busy() {
        return arriving.work() / slots;
    }

    /** The share of the submissions that wait at all. */
    double waiting() {
        double busy = busy();
        if (busy >= 1) {
            return 1;
        }
        double blocked = blocked();
        return blocked / (1 - busy * (1 - blocked));
    }

    /** Erlang's B, by its recurrence, which overflows for no number of slots. */
    private double blocked() {
        double work = arriving.work();
        double blocked = 1;
        for (int slot = 1; slot <= slots; slot++) {
            blocked = work * blocked / (slot + work * blocked);
        }
        return blocked;
    }

    double meanWaitMs() {
        return waiting() * meanWaitOfWaitingMs();
    }

    private double meanWaitOfWaitingMs() {
        ServiceTime service = arriving.service();
        double busy = busy();
        return busy >= 1 ? Double.POSITIVE_INFINITY : (1 + service.scv()) / 2 * service.meanMs() / (slots * (1 - busy));
    }

    /** The wait that this share of the submissions does not exceed; infinite when the queue grows without end. */
    double waitMs(double share) {
        double longer = (1 - share) / waiting();
        return longer >= 1 ? 0 : -Math.log(longer) * meanWaitOfWaitingMs();
    }
}
