package org.codearena.runner.box;

import org.codearena.contract.RunReport;

/**
 * How a run ended.
 *
 * @param endedMicros when, on a clock that all boxes share; of two programs that talk, the one that ended because the
 *     other did has the larger
 * @param files how many files left the box
 * @param skipped how many entries did not: links, devices, and what was over the bounds or badly named
 */
public record RunEnd(RunReport report, long endedMicros, int files, int skipped) {}
