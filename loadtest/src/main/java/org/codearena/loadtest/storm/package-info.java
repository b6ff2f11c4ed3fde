/**
 * Hostile programs, and what they must not change: they and honest programs are submitted side by side, at full load. A
 * running installation on this machine enters; what was seen and what was wrong with it leaves.
 */
@NullMarked
package org.codearena.loadtest.storm;

import org.jspecify.annotations.NullMarked;
