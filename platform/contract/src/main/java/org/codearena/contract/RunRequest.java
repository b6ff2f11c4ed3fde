package org.codearena.contract;

import java.util.Optional;

/**
 * Asks a runner to start a program once, in a fresh box.
 *
 * @param input the SHA-256, in lower-case hexadecimal, of the blob that is standard input; absent for an empty one
 */
public record RunRequest(Step step, Optional<String> input, Limits limits) {}
