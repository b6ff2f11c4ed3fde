package org.codearena.contract;

import java.util.Optional;

/**
 * What became of a {@link CompileRequest}.
 *
 * @param program the handle by which runs name the program; absent when the compile step did not end with status 0
 * @param report absent when there was no compile step
 * @param output standard output and then standard error of the compile step, each cut at its limit;
 *     bytes that are not UTF-8 are replaced
 * @param cached whether this is the answer to an earlier request that was the same in all that matters
 */
public record CompileReply(Optional<String> program, Optional<RunReport> report, String output, boolean cached) {
    /** What became of a compile step that was just run. */
    public CompileReply(Optional<String> program, Optional<RunReport> report, String output) {
        this(program, report, output, false);
    }

    /** The same answer to a later request. */
    public CompileReply fromCache() {
        return new CompileReply(program, report, output, true);
    }
}
