package org.codearena.runner.files;

/**
 * A file as it was read.
 *
 * @param version the SHA-256 of all its bytes
 * @param binary whether it has a NUL or is no UTF-8
 * @param content its bytes; as part of a conflict none where {@code size} is above what a client may read at once
 */
public record FileRead(String version, long size, boolean executable, boolean binary, byte[] content) {}
