/**
 * How large an installation must be: what is to come and what was measured enter; a number of slots, nodes, connections and
 * bytes leaves, by a formula that a simulation has checked. Owns the formula and the simulation.
 */
@NullMarked
package org.codearena.loadtest.load.plan;

import org.jspecify.annotations.NullMarked;
