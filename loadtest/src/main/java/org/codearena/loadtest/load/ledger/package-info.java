/**
 * The proof that nothing is lost: what was acknowledged is written down before anything else, and in the end held against
 * what the target says. Acknowledgements and the target's own account enter, findings leave. Owns the ledger's file.
 */
@NullMarked
package org.codearena.loadtest.load.ledger;

import org.jspecify.annotations.NullMarked;
