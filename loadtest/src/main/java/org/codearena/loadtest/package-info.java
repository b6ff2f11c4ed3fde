/**
 * Load, chaos and figures: what shows, for us and for any operator, how fast the platform is and that it loses nothing.
 * It speaks to a running installation as its users do.
 */
@NullMarked
package org.codearena.loadtest;

import org.jspecify.annotations.NullMarked;
