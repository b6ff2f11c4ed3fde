package org.codearena.server.workspace.gateway;

import java.util.UUID;
import org.codearena.server.identity.Caller;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;

/**
 * Something that leads into a session and is open now.
 *
 * @param person for whom it was opened, as they were then
 * @param connection whether it is a client of the runner, which can tell it why it ends
 * @param cut ends it at once
 */
record Opened(Caller.Person person, UUID session, Endpoint endpoint, boolean connection, Runnable cut) {}
