/**
 * The default output validator of the problem package format. Enters: a submission's output, piece by piece as it is
 * written, and the answer it is held against. Leaves: accepted, or wrong with the place of the first difference. Owns
 * nothing, remembers nothing between two outputs, and never holds more of either stream than a buffer.
 */
@NullMarked
package org.codearena.server.validator;

import org.jspecify.annotations.NullMarked;
