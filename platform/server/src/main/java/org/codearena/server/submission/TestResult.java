package org.codearena.server.submission;

/**
 * What became of one test.
 *
 * @param number from 1, in the order in which the tests run
 * @param verdict wire name of a {@link Verdict}
 * @param message for the contestant, empty where there is nothing to say; never a secret test's data
 */
public record TestResult(
        int number,
        String group,
        boolean sample,
        String verdict,
        long timeMs,
        long wallMs,
        long memoryBytes,
        String message) {
    public TestResult {
        message = StoredText.safe(message);
    }
}
