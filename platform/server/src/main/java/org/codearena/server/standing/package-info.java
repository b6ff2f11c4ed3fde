/**
 * Points and boards. Committed verdicts enter, in any order and any number of times; boards leave. Owns the tables
 * {@code solved}, {@code standing} and {@code counted}, and their picture in the cache, which can be rebuilt from them.
 */
@NullMarked
package org.codearena.server.standing;

import org.jspecify.annotations.NullMarked;
