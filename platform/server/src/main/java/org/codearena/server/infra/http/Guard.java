package org.codearena.server.infra.http;

import io.helidon.webserver.http.ServerRequest;

/** Who may call a route. Runs before the handler and before the body is read. */
public interface Guard {
    /** In words, for the API's document: "a setter". */
    String describe();

    /** Throws a {@code Fault} when the caller may not. */
    void check(ServerRequest request);
}
