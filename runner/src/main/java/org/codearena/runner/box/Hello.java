package org.codearena.runner.box;

import java.util.List;

/**
 * What a box says of itself when it is ready.
 *
 * @param mode A, B+ or B
 * @param lacks what this mode does not give, in the box's words, and why no better mode was taken
 */
public record Hello(String mode, List<String> lacks, String kernel, long pid) {
    public Hello {
        lacks = List.copyOf(lacks);
    }
}
