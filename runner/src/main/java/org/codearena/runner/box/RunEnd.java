package org.codearena.runner.box;

import org.codearena.contract.RunReport;

/**
 * How a run ended.
 *
 * @param files how many files left the box
 * @param skipped how many entries did not: links, devices, and what was over the bounds or badly named
 */
public record RunEnd(RunReport report, int files, int skipped) {}
