/**
 * Who may ask a runner that others can reach: requests enter, those that its own client has not signed leave with 401. Owns the form of a
 * signature; the key is the caller's.
 */
@NullMarked
package org.codearena.runner.signature;

import org.jspecify.annotations.NullMarked;
