package org.codearena.server.problem.format;

/**
 * What a submission may use, before what its language needs on top, and what judging it may.
 *
 * @param codeBytes all source files of a submission together
 * @param passes how often a submission of a multi-pass problem runs on a test at most
 */
public record ProblemLimits(
        TimeLimit time,
        long memoryBytes,
        long outputBytes,
        long codeBytes,
        long compilationMs,
        long compilationMemoryBytes,
        Validation validation,
        int passes) {
    /** One run of a validator. */
    public record Validation(long timeMs, long memoryBytes, long outputBytes) {}
}
