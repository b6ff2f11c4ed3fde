package org.codearena.server.problem.format;

/**
 * Which scores a submission may have, the bounds included unless it is open.
 *
 * @param open the bounds themselves are excluded
 */
record ScoreRange(double least, double most, boolean open) {
    /** Scores are sums of parts, so that two ways of adding may differ in the last digits. */
    private static final double TOLERANCE = 1e-6;

    static ScoreRange of(double least, double most) {
        return new ScoreRange(least, most, false);
    }

    static ScoreRange between(double least, double most) {
        return new ScoreRange(least, most, true);
    }

    boolean contains(double score) {
        double slack = TOLERANCE * Math.max(1, Math.abs(score));
        return open ? score > least + slack && score < most - slack : score >= least - slack && score <= most + slack;
    }

    @Override
    public String toString() {
        if (open) {
            return "strictly between " + plain(least) + " and " + plain(most);
        }
        return least == most ? plain(least) : plain(least) + " to " + plain(most);
    }

    static String plain(double score) {
        if (Math.abs(score) >= Double.MAX_VALUE) {
            return score < 0 ? "-inf" : "inf";
        }
        return score == Math.rint(score) && Math.abs(score) < 1e15
                ? String.valueOf((long) score)
                : String.valueOf(score);
    }
}
