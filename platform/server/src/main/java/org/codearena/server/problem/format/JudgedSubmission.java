package org.codearena.server.problem.format;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of one of a package's own submissions.
 *
 * @param language id of the language it was judged in; empty when no language here takes it, and then it was not judged
 * @param verdict wire name of its verdict, such as {@code wrong-answer}
 * @param score empty for pass-fail problems
 * @param groupScores what each group of tests was worth, by its name; a group that was not run may be missing
 * @param tests those that were run, in their order; all of them unless a test's failure ended it
 */
public record JudgedSubmission(
        Optional<String> language,
        Optional<String> verdict,
        OptionalDouble score,
        Map<String, Double> groupScores,
        List<JudgedTest> tests) {

    /**
     * One test of it.
     *
     * @param name as in the package, such as {@code secret/03-large}
     * @param verdict wire name of the verdict
     * @param timeMs CPU time
     * @param message the validator's message for judges
     */
    public record JudgedTest(String name, String verdict, long timeMs, String message) {}

    public JudgedSubmission {
        groupScores = Map.copyOf(groupScores);
        tests = List.copyOf(tests);
    }

    /** No language that is installed here takes it. */
    public static JudgedSubmission skipped() {
        return new JudgedSubmission(Optional.empty(), Optional.empty(), OptionalDouble.empty(), Map.of(), List.of());
    }

    public static JudgedSubmission of(String language, String verdict, List<JudgedTest> tests) {
        return new JudgedSubmission(
                Optional.of(language), Optional.of(verdict), OptionalDouble.empty(), Map.of(), tests);
    }

    /** The same with what it and the groups of tests were worth. */
    public JudgedSubmission withScores(double total, Map<String, Double> byGroup) {
        return new JudgedSubmission(language, verdict, OptionalDouble.of(total), byGroup, tests);
    }

    /** How many tests failed. */
    public long failures() {
        return tests.stream().filter(test -> !test.verdict().equals("accepted")).count();
    }

    /** CPU time of the slowest test. */
    public long slowestMs() {
        return tests.stream().mapToLong(JudgedTest::timeMs).max().orElse(0);
    }
}
