/**
 * Terminals: programs on a pseudo terminal, of which several clients may watch and type into each. In come keys and
 * sizes, out comes every byte once to every client that keeps up, or goes on from where it was cut off; it owns the
 * processes, what is kept of their output, and who may hold it back.
 */
@NullMarked
package org.codearena.runner.terminal;

import org.jspecify.annotations.NullMarked;
