package org.codearena.contract;

/**
 * Asks a runner to run a program on one test and to have a validator of the problem's own judge what it wrote.
 *
 * @param interactive the two run at once and talk to each other: what one writes to standard output the other reads from
 *     standard input, and {@code run.input} is not used. Else the validator starts when the program has ended with status 0
 *     within its limits, with what it wrote as standard input
 */
public record TestRequest(RunRequest run, ValidatorRequest validator, boolean interactive) {}
