package org.codearena.server.infra.http;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * Serves hosts other than the app's own. Whatever it claims, no route of the app answers there, and none of the server's filters
 * sees it: it answers everything itself, its failures included.
 */
public interface HostRoute extends Upgrade {
    /** Whether this value of the field {@code Host} is none of the app's. */
    boolean claims(String host);

    /** Answers a request to such a host. */
    void handle(ServerRequest request, ServerResponse response);
}
