/**
 * Programs that are ready to run: files as they were sent, or what a compile step left. Trees come in whole, and are lent
 * to runs by a random name; it owns their directory and the bounds on it.
 */
@NullMarked
package org.codearena.runner.program;

import org.jspecify.annotations.NullMarked;
