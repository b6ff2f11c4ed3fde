/**
 * How the runner's API looks on the wire: the JSON of the contract's records and the frames of a run's answer. In come
 * records, out go bytes, and the other way round; it owns nothing. {@code API.md} describes the same in words.
 */
@NullMarked
package org.codearena.runner.wire;

import org.jspecify.annotations.NullMarked;
