/**
 * CodeArena whole on one machine: the commands behind the launcher. In: a command line. Out: running services, runners
 * and server in the order in which they need each other, a ready line, an exit code. It owns the data directory: who
 * uses it, and what stands in it for others to read.
 */
@NullMarked
package org.codearena.embedded;

import org.jspecify.annotations.NullMarked;
