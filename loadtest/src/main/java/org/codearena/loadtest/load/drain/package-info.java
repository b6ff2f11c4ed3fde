/**
 * Tells the judge processes of an installation of this machine to end, one after the other, while it is under load. In goes how
 * often, out come drains: how each process ended, how long it took, and when another stood in its place. Owns nothing: whoever
 * looks after the processes starts them again.
 */
@NullMarked
package org.codearena.loadtest.load.drain;

import org.jspecify.annotations.NullMarked;
