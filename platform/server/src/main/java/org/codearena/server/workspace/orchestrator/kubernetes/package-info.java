/**
 * Environments as pods of a Kubernetes cluster.
 *
 * <p>In: which environments are wanted. Out: which there are, read from the cluster's objects alone, so that any number of servers
 * see the same. Owns no table: what there is, is written in the cluster. The objects come from templates that an operator may
 * replace; what holds them together, and why, is in {@code docs/decisions/017-how-does-a-session-run-on-kubernetes.md}.
 *
 * <p>Nothing of it is loaded unless a cluster is configured.
 */
@NullMarked
package org.codearena.server.workspace.orchestrator.kubernetes;

import org.jspecify.annotations.NullMarked;
