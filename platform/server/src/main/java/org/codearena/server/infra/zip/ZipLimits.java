package org.codearena.server.infra.zip;

/**
 * How much a zip may hold.
 *
 * @param archiveBytes as it arrives
 * @param unpackedBytes all files together
 * @param fileBytes one file
 * @param entries files and directories together
 * @param ratio how many times its size it may unpack to, once it unpacks to more than 64 MiB
 * @param depth of nested directories
 */
public record ZipLimits(long archiveBytes, long unpackedBytes, long fileBytes, int entries, int ratio, int depth) {}
