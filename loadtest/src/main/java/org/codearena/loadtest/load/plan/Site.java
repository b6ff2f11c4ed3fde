package org.codearena.loadtest.load.plan;

import java.util.Locale;
import java.util.Optional;

/**
 * What it is to run on, and how well.
 *
 * @param toleratedWaitMs what 95 of 100 submissions may wait for a slot while it is busiest
 * @param mostBusy the share of its slots that may be busy then: the rest is for a node that is lost and for estimates that
 *     were wrong
 * @param judges whether slots are shared by all languages; without it, as many nodes as are needed decide
 * @param slotsPerJudge of one judge in a cluster
 */
record Site(
        double toleratedWaitMs,
        double mostBusy,
        Optional<Judges> judges,
        int coresPerNode,
        int gibPerNode,
        int slotsPerJudge) {
    /** Whose slots they are. */
    enum Judges {
        /** One judge takes all languages, as on one machine. */
        SHARED,
        /** Each language has judges of its own, as in a cluster. */
        PER_LANGUAGE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    Site {
        requireAbove("--tolerated-wait", toleratedWaitMs);
        requireAbove("--cores-per-node", coresPerNode);
        requireAbove("--memory-per-node", gibPerNode);
        requireAbove("--slots-per-judge", slotsPerJudge);
        if (!(mostBusy > 0 && mostBusy < 1)) {
            throw new PlanException("--most-busy is " + mostBusy + ", allowed is a share between 0 and 1, such as 0.8");
        }
    }

    private static void requireAbove(String option, double value) {
        if (!(value > 0)) {
            throw new PlanException(option + " is " + value + ", allowed is what is above 0");
        }
    }
}
