package org.codearena.contract;

import java.util.List;

/**
 * Asks a runner to make, once, what a language's later steps lean on (archives of preloaded classes, precompiled
 * headers). The step sees {@code files} at {@code /box} and writes to {@code /prepared/LANGUAGE}, where every later box
 * finds the result, read-only. {@code version} names the result: the same version is not made twice.
 */
public record PrepareRequest(String language, String version, List<SourceFile> files, Step step, Limits limits) {
    public PrepareRequest {
        files = List.copyOf(files);
    }
}
