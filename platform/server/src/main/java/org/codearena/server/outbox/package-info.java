/**
 * Messages that leave exactly when the transaction that wrote them commits. Rows enter, within the caller's transaction;
 * confirmed messages leave to the broker; those that died there
 * are parked. Owns the table {@code outbox} and the broker's topology.
 */
@NullMarked
package org.codearena.server.outbox;

import org.jspecify.annotations.NullMarked;
