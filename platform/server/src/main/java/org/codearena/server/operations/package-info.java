/**
 * Seeing what goes on, and deciding about what is parked. Figures of every other feature enter; metrics, the operators' page
 * and decisions leave. Owns no table; its readings are in memory and in the cache, and may be lost.
 */
@NullMarked
package org.codearena.server.operations;

import org.jspecify.annotations.NullMarked;
