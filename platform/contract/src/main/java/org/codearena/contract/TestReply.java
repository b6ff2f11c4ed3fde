package org.codearena.contract;

import java.util.Optional;

/**
 * How a program did on a test, and what the validator said.
 *
 * @param output the beginning of what the program wrote to standard output, at most 64 KiB; empty in an interactive test
 * @param error the beginning of what it wrote to standard error, at most as much
 * @param validation absent when the validator was not started, because the program had failed by itself
 */
public record TestReply(RunReport report, String output, String error, Optional<ValidatorReply> validation) {}
