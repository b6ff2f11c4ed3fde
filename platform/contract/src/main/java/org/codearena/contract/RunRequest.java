package org.codearena.contract;

import java.util.Map;
import java.util.Optional;

/**
 * Asks a runner to start a program once, in a fresh box.
 *
 * @param input the SHA-256, in lower-case hexadecimal, of the blob that is standard input; absent for an empty one
 * @param files blobs that lie beside the program's own files for this run alone, replacing those of the same path: SHA-256 by
 *     path
 */
public record RunRequest(Step step, Optional<String> input, Limits limits, Map<String, String> files) {
    public RunRequest {
        files = Map.copyOf(files);
    }

    /** A run that sees the program's own files only. */
    public RunRequest(Step step, Optional<String> input, Limits limits) {
        this(step, input, limits, Map.of());
    }
}
