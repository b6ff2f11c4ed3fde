package org.codearena.contract;

import java.util.List;
import java.util.Optional;

/**
 * Asks a runner to make a program: lay out {@code files}, run {@code step} in a box of its own if there is one, and keep
 * what it wrote to {@code /out}, at most {@code programBytes} in at most {@code programFiles} files.
 */
public record CompileRequest(
        List<SourceFile> files, Optional<Step> step, Limits limits, long programBytes, int programFiles) {
    public CompileRequest {
        files = List.copyOf(files);
    }
}
