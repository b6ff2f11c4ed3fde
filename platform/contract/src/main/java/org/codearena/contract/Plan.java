package org.codearena.contract;

import java.util.List;
import java.util.Optional;

/**
 * How one set of source files becomes a running program: laid out at {@code /box}, compiled by a step whose {@code /out}
 * is kept, started by another. Without a compile step the laid-out files are the program.
 *
 * @param files what lies at {@code /box} in the compile box
 * @param compile writes the program to {@code /out}; what it leaves there, regular files only, is what the run box sees
 *     at {@code /box}; a status other than 0 is a compile error
 * @param run started once per test, in a fresh box each time
 * @param memoryMark text on standard error by which the language's runtime says that it ran out of memory itself
 */
public record Plan(List<SourceFile> files, Optional<Step> compile, Step run, Optional<String> memoryMark) {
    public Plan {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a plan needs at least one file");
        }
    }
}
