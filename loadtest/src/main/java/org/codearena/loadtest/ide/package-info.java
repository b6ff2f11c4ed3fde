/**
 * IDE sessions as a browser drives them: the API, the session's WebSocket, and what is measured and broken through both.
 *
 * <p>In: a running installation. Out: figures, and counts of what was lost. Owns nothing.
 */
@NullMarked
package org.codearena.loadtest.ide;

import org.jspecify.annotations.NullMarked;
