/**
 * IDE sessions: asked for, started, kept, warned, stopped.
 *
 * <p>In: requests of people, and what the orchestrator says there is. Out: phases, conditions and events; files in the manifest of
 * the project; for the gateway where a session's runner listens. Owns the tables {@code session}, {@code session_event} and
 * {@code session_disk}.
 */
@NullMarked
package org.codearena.server.workspace.session;

import org.jspecify.annotations.NullMarked;
