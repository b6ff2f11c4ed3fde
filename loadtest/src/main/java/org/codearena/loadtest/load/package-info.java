/**
 * Load on a running installation: a scenario and its address enter; a ledger, figures, a page and an exit code leave. Owns
 * the moments at which requests are made, and the clocks that they are measured with.
 */
@NullMarked
package org.codearena.loadtest.load;

import org.jspecify.annotations.NullMarked;
