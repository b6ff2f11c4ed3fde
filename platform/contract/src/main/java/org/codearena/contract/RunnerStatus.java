package org.codearena.contract;

import java.util.List;

/**
 * What a runner says of itself.
 *
 * @param mode the sandbox mode: A, B+ or B
 * @param lacks what the mode cannot do here, in words
 * @param slots boxes that may run at once
 * @param kernel release of the running kernel
 */
public record RunnerStatus(String mode, List<String> lacks, int slots, String kernel) {
    public RunnerStatus {
        lacks = List.copyOf(lacks);
    }
}
