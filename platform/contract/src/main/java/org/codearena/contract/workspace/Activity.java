package org.codearena.contract.workspace;

import java.time.Instant;

/**
 * What goes on in a workspace.
 *
 * @param lastUsedAt of real use, as {@code WORKSPACE.md} defines it; when the workspace was opened if there was none yet
 * @param clients WebSockets that are connected
 * @param busy whether a program other than a shell is in the foreground of a terminal
 */
public record Activity(Instant lastUsedAt, int clients, int terminals, boolean busy, long memoryBytes) {}
