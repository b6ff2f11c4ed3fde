package org.codearena.server.execution;

/**
 * What became of a preparation.
 *
 * @param ready whether boxes find the result
 * @param output what the step printed, which says why when it is not ready
 */
record PrepareReply(boolean ready, String output) {}
