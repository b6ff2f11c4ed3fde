package org.codearena.plugin;

/**
 * What a language's runtime needs on top of the problem's limits.
 *
 * @param extraMemoryBytes added to the box's memory limit, for what the runtime keeps beside the program's own data
 * @param timeFactor multiplies the problem's time limit; 1 for the same limit as everyone
 * @param processes processes and threads that the runtime may have alive at once
 */
public record Allowances(long extraMemoryBytes, double timeFactor, int processes) {
    public static final Allowances NONE = new Allowances(0, 1, 64);
}
