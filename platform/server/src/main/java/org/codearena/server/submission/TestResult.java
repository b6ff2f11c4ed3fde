package org.codearena.server.submission;

import org.jspecify.annotations.Nullable;

/**
 * What became of one test.
 *
 * @param number from 1, in the order in which the tests run
 * @param verdict wire name of a {@link Verdict}
 * @param message for the contestant, empty where there is nothing to say; never a secret test's data
 * @param score what it is worth; absent where tests are not scored
 * @param judgeMessage what the validator says to those who made the problem, and to nobody else
 */
public record TestResult(
        int number,
        String group,
        boolean sample,
        String verdict,
        long timeMs,
        long wallMs,
        long memoryBytes,
        String message,
        @Nullable Double score,
        @Nullable String judgeMessage) {
    public TestResult {
        message = StoredText.safe(message);
        judgeMessage = judgeMessage == null ? null : StoredText.safe(judgeMessage);
    }

    /** The result of a test that is not scored, with nothing to say to its makers alone. */
    public TestResult(
            int number,
            String group,
            boolean sample,
            String verdict,
            long timeMs,
            long wallMs,
            long memoryBytes,
            String message) {
        this(number, group, sample, verdict, timeMs, wallMs, memoryBytes, message, null, null);
    }

    /** As its contestant may see it. */
    TestResult forContestant() {
        return new TestResult(number, group, sample, verdict, timeMs, wallMs, memoryBytes, message, score, null);
    }
}
