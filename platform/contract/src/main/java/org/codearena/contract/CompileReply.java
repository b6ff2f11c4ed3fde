package org.codearena.contract;

import java.util.Optional;

/**
 * What became of a {@link CompileRequest}.
 *
 * @param program the handle by which runs name the program; absent when the compile step did not end with status 0
 * @param report absent when there was no compile step
 * @param output standard output and then standard error of the compile step, each cut at its limit;
 *     bytes that are not UTF-8 are replaced
 */
public record CompileReply(Optional<String> program, Optional<RunReport> report, String output) {}
