package org.codearena.server.problem.format;

import java.util.List;
import java.util.Optional;

/**
 * What became of one of a package's own submissions.
 *
 * @param language id of the language it was judged in; empty when no language here takes it, and then it was not judged
 * @param verdict wire name of its verdict, such as {@code wrong-answer}
 * @param tests those that were run, in their order; all of them unless a test's failure ended it
 */
public record JudgedSubmission(Optional<String> language, Optional<String> verdict, List<JudgedTest> tests) {

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
        tests = List.copyOf(tests);
    }

    /** No language that is installed here takes it. */
    public static JudgedSubmission skipped() {
        return new JudgedSubmission(Optional.empty(), Optional.empty(), List.of());
    }

    public static JudgedSubmission of(String language, String verdict, List<JudgedTest> tests) {
        return new JudgedSubmission(Optional.of(language), Optional.of(verdict), tests);
    }

    /** CPU time of the slowest test. */
    public long slowestMs() {
        return tests.stream().mapToLong(JudgedTest::timeMs).max().orElse(0);
    }
}
