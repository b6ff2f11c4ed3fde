/**
 * CodeArena whole on one machine, as one process or several: the commands behind the launcher. In: a command line. Out: running
 * services, runners and servers in the order in which they need each other, a ready line, an exit code. It owns the data directory: who
 * uses it, and what stands in it for others to read.
 */
@NullMarked
package org.codearena.embedded;

import org.jspecify.annotations.NullMarked;
