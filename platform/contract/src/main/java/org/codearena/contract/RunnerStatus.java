package org.codearena.contract;

import java.util.List;

/**
 * What a runner says of itself.
 *
 * @param mode the sandbox mode: A, B+ or B
 * @param lacks what the mode cannot do here, in words
 * @param slots boxes that may run at once
 * @param kernel release of the running kernel
 * @param launcher the SHA-256, in lower-case hexadecimal, of the program that makes the boxes
 */
public record RunnerStatus(String mode, List<String> lacks, int slots, String kernel, String launcher) {
    public RunnerStatus {
        lacks = List.copyOf(lacks);
    }
}
