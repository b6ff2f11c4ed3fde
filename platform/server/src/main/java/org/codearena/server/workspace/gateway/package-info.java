/**
 * The way of browsers into sessions: tickets, WebSockets to a session's runner, and previews of what listens in it.
 *
 * <p>In: requests of people who are logged in, and of pages on preview hosts. Out: bytes forwarded to and from a session's own
 * runner, signed, and to nobody else. Owns no table: tickets live for half a minute in the cache.
 */
@NullMarked
package org.codearena.server.workspace.gateway;

import org.jspecify.annotations.NullMarked;
