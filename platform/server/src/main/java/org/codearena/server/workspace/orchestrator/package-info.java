/**
 * Where the environments of sessions come from: the port to child processes or to a cluster.
 *
 * <p>In: which environments are wanted. Out: which there are, how far each has come, where its runner listens. Owns no table: what
 * there is, it asks the system that runs it.
 */
@NullMarked
package org.codearena.server.workspace.orchestrator;

import org.jspecify.annotations.NullMarked;
