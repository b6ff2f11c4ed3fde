package org.codearena.contract;

import java.util.Optional;

/**
 * What became of a {@link PrepareRequest}.
 *
 * @param ready whether boxes find the result of this version from now on
 * @param report absent when this version was there already and nothing was run
 * @param output standard output and then standard error of the step, each cut at its limit
 */
public record PrepareReply(boolean ready, Optional<RunReport> report, String output) {}
