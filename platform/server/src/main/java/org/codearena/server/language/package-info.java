/**
 * Which languages are offered. Plugin jars enter, once, at start; plans leave. Owns the table of what the judges found
 * out about each toolchain.
 */
@NullMarked
package org.codearena.server.language;

import org.jspecify.annotations.NullMarked;
