package org.codearena.server.problem.format;

/**
 * What a submission may use, before what its language needs on top.
 *
 * @param codeBytes all source files of a submission together
 */
public record ProblemLimits(
        TimeLimit time,
        long memoryBytes,
        long outputBytes,
        long codeBytes,
        long compilationMs,
        long compilationMemoryBytes) {}
