package org.codearena.runner.box;

/**
 * What leaves a box besides its output.
 *
 * @param out the writable directory in the box: {@code /out}, or {@code /prepared/NAME}
 * @param bytes of all files together, at most
 * @param files at most
 */
public record Collect(String out, long bytes, int files) {}
