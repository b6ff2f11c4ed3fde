package org.codearena.loadtest.load;

/**
 * Somebody comes.
 *
 * @param phase by its number
 * @param intended when, by {@link System#nanoTime()}: what follows is timed from there, so that a generator or a target
 *     that stalls cannot hide it
 */
public record Arrival(int phase, long intended) {}
