package org.codearena.runner.files;

/**
 * Where the journal stands.
 *
 * @param epoch names this run; revisions of different epochs cannot be compared
 * @param files how many are kept
 * @param bytes how many these have
 */
public record FilesState(String epoch, long revision, long files, long bytes) {}
