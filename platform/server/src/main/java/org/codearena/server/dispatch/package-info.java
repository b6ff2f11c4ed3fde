/**
 * Which submission goes to the broker next. The backlog enters, fairly picked submissions leave through the outbox. Owns
 * the moment of release; only what is still in the backlog can be re-ordered, so the queues are kept short.
 */
@NullMarked
package org.codearena.server.dispatch;

import org.jspecify.annotations.NullMarked;
