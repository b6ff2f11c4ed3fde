/**
 * Loads the built plugin jars from a directory, as the server does, and runs the conformance kit on them in the real
 * sandbox, through the runner's HTTP API.
 */
@NullMarked
package org.codearena.conformance;

import org.jspecify.annotations.NullMarked;
