package org.codearena.contract.workspace;

/**
 * Where a workspace stands.
 *
 * @param state {@code waiting} or {@code open}
 * @param epoch names this run of the runner; revisions of different epochs cannot be compared
 * @param revision counts the changes of the files that the runner has seen
 */
public record WorkspaceState(String state, String epoch, long revision, long files, long bytes) {}
