/**
 * Runners that are made for one piece of work each, as Kubernetes Jobs. A language and a name enter, a runner that answers leaves, and is
 * gone when it is given back. Owns these Jobs: what a crash leaves of them goes with their owner, with the next start or at their deadline.
 */
@NullMarked
package org.codearena.server.execution.job;

import org.jspecify.annotations.NullMarked;
