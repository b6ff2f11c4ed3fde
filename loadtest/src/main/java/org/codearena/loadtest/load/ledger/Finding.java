package org.codearena.loadtest.load.ledger;

/**
 * One promise that was not kept.
 *
 * @param id of the submission
 */
public record Finding(Kind kind, String id, String what) {
    /** Which promise. */
    public enum Kind {
        /** Acknowledged, and not there. */
        LOST,
        /** One request became two submissions, or one submission got two verdicts. */
        DOUBLED,
        /** Not the expected verdict, not the one that was told, or not the program that was sent. */
        WRONG,
        /** There, and still without a verdict. */
        STUCK
    }
}
