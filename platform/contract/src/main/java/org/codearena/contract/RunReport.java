package org.codearena.contract;

/**
 * The account of one run: what the operating system said and what was used, measured over the whole process tree.
 *
 * @param exit how it ended
 * @param outOfMemory whether the kernel killed any process of the tree for want of memory
 * @param cpuMicros CPU time of the tree
 * @param wallMicros wall time from the start of the program to the death of its tree
 * @param memoryBytes peak memory of the tree; shared pages of the system's libraries are not counted
 * @param outputBytes bytes the program wrote to standard output, up to one over the limit
 * @param errorBytes bytes the program wrote to standard error, also those that were thrown away
 */
public record RunReport(
        Exit exit,
        boolean outOfMemory,
        long cpuMicros,
        long wallMicros,
        long memoryBytes,
        long outputBytes,
        long errorBytes) {}
