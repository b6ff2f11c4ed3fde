package org.codearena.server.submission;

import org.jspecify.annotations.Nullable;

/**
 * What became of a program that was run on its sender's own input.
 *
 * @param exitCode null when a signal or a limit ended it
 * @param signal null when none did
 * @param outcome {@code ok}, or the wire name of the verdict that this end would have been
 */
public record RunResult(
        String stdout,
        String stderr,
        @Nullable Integer exitCode,
        @Nullable Integer signal,
        String outcome,
        long timeMs,
        long wallMs,
        long memoryBytes) {
    public RunResult {
        stdout = StoredText.safe(stdout);
        stderr = StoredText.safe(stderr);
    }
}
