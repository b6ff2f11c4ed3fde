/**
 * Projects and the IDE sessions in which people work on them.
 *
 * <p>In: projects made from templates, requests for sessions, browsers at the gateway. Out: files in the object store, sessions'
 * phases and events. Owns the tables of projects and sessions. In the order of the flow: {@code project}, {@code orchestrator},
 * {@code session}, {@code gateway}.
 */
@NullMarked
package org.codearena.server.workspace;

import org.jspecify.annotations.NullMarked;
