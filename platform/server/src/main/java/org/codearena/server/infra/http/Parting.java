package org.codearena.server.infra.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Ends a connection with its next answer once the process is about to end: who keeps connections then opens the next one elsewhere,
 * instead of sending a request just as this one is closed.
 */
final class Parting implements Filter {
    private final Health health;

    Parting(Health health) {
        this.health = health;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (health.isDraining()) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        chain.proceed();
    }
}
