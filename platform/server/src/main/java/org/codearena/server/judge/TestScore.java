package org.codearena.server.judge;

import java.util.OptionalDouble;
import org.codearena.server.judge.TestOutcome.Award;
import org.codearena.server.problem.TestGroup;

/** What a test is worth in its group: pure. */
final class TestScore {
    private TestScore() {}

    /** The outcome, unless the validator's award does not fit the group: then it is a judge error. */
    static TestOutcome checked(TestOutcome outcome, TestGroup group) {
        if (!outcome.accepted() || !group.scoresTests()) {
            return outcome;
        }
        double most = group.maxScore().orElse(Double.POSITIVE_INFINITY);
        OptionalDouble score = award(outcome, group);
        if (score.isEmpty()) {
            return TestOutcome.judgeError(
                    outcome.report(),
                    "the validator must give this test a score, and gave none",
                    outcome.judgeMessage());
        }
        return score.getAsDouble() > most
                ? TestOutcome.judgeError(
                        outcome.report(),
                        "the validator gave " + score.getAsDouble() + ", the test's group is worth " + most
                                + " at most",
                        outcome.judgeMessage())
                : outcome;
    }

    static OptionalDouble of(TestOutcome outcome, TestGroup group) {
        return outcome.accepted() ? award(outcome, group) : OptionalDouble.of(group.rejectScore());
    }

    /** Empty where the validator had to say it and did not. */
    private static OptionalDouble award(TestOutcome outcome, TestGroup group) {
        if (outcome.award().isEmpty() || !group.scoresTests()) {
            return group.testScore();
        }
        return switch (outcome.award().get()) {
            case Award.Points(double points) -> OptionalDouble.of(points);
            case Award.PartOfTest(double part) ->
                group.testScore().isPresent()
                        ? OptionalDouble.of(part * group.testScore().getAsDouble())
                        : OptionalDouble.empty();
        };
    }
}
