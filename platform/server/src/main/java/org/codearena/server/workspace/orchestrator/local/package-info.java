/**
 * Environments on this machine: each is a runner, a child process of this one, with its room and its disk.
 *
 * <p>In: which environments are wanted. Out: processes, and the disks that projects leave. Owns the directory of sessions.
 */
@NullMarked
package org.codearena.server.workspace.orchestrator.local;

import org.jspecify.annotations.NullMarked;
