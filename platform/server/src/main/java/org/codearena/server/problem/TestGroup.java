package org.codearena.server.problem;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the result of a group of tests is made of its members', which are its tests and the groups inside it, in the order
 * of their names. A tree of these describes scoring; its root is all of {@code data}.
 *
 * @param name path below {@code data}: empty for the root, else such as {@code sample}, {@code secret} or
 *     {@code secret/group1}
 * @param maxScore what the group can be worth at most; empty where there is no bound
 * @param minScore what it is worth at least
 * @param testScore what each accepted test directly in the group is worth where its validator gives no score of its own;
 *     empty where the validator must give one
 * @param rejectScore what a failed test is worth
 * @param scoresTests whether a validator may give a test of this group a score at all
 * @param stopsAtReject no further member is run once one has failed
 * @param requires groups that must have been accepted, else none of its tests is run and it is worth nothing
 * @param counts whether it takes part in the score and the verdict of what it is a member of
 */
public record TestGroup(
        String name,
        Aggregation aggregation,
        VerdictOf verdictOf,
        OptionalDouble maxScore,
        double minScore,
        OptionalDouble testScore,
        double rejectScore,
        boolean scoresTests,
        boolean stopsAtReject,
        List<String> requires,
        boolean counts,
        List<TestGroup> groups) {

    /** How members' scores become the group's. */
    public enum Aggregation {
        /** The maximum when every member is accepted, else 0. */
        PASS_FAIL,
        SUM,
        MIN,
        MAX,
        AVERAGE
    }

    /** How members' verdicts become the group's. */
    public enum VerdictOf {
        FIRST_ERROR,
        /** Judge error before time limit exceeded before run-time error before wrong answer before accepted. */
        WORST_ERROR,
        /** Accepted if any member is. */
        ANY_ACCEPTED,
        ALWAYS_ACCEPTED
    }

    /** Whether there is a score at all, or only a verdict that the groups decide. */
    public boolean isScored() {
        return aggregation != Aggregation.PASS_FAIL || maxScore.isPresent();
    }

    public TestGroup {
        requires = List.copyOf(requires);
        groups = List.copyOf(groups);
    }
}
