package org.codearena.server.submission;

/** The answer to a judge that wants to work on a submission. */
public sealed interface Claim {
    /** It is this judge's, as this attempt, until the lease runs out. */
    record Granted(Work work) implements Claim {}

    /** There is nothing to do: it is judged, or gone. */
    record Done() implements Claim {}

    /** Another judge has it, and its lease is not over. */
    record Busy() implements Claim {}

    /** It has had all its attempts and no verdict: it must be given up. The reason is the last attempt's. */
    record Exhausted(int attempt, String reason) implements Claim {}
}
