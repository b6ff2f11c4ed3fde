/**
 * The installation under load, as its users see it: over HTTP, and, where its data directory is on this machine, into its
 * database to check what it says. Owns the people that the load is made of.
 */
@NullMarked
package org.codearena.loadtest.load.target;

import org.jspecify.annotations.NullMarked;
