/**
 * Breaks parts of an installation of this machine while it is under load. In goes a seed, out come incidents: what was broken
 * when, what clients saw meanwhile, and how long it took to heal. Owns what it has broken until it is whole again.
 */
@NullMarked
package org.codearena.loadtest.load.chaos;

import org.jspecify.annotations.NullMarked;
