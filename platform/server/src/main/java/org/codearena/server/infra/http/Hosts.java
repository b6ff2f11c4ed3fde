package org.codearena.server.infra.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Optional;

/** Leads requests for hosts that are not the app's to who serves them, before anything of the app sees them. */
final class Hosts implements Filter {
    private final List<HostRoute> routes;

    Hosts(List<HostRoute> routes) {
        this.routes = List.copyOf(routes);
    }

    /** Who serves this host, unless it is the app's. */
    Optional<HostRoute> of(String host) {
        return routes.stream().filter(route -> route.claims(host)).findFirst();
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Optional<HostRoute> route = of(request.headers().first(HeaderNames.HOST).orElse(""));
        if (route.isPresent()) {
            Framing.check(request.headers());
            route.get().handle(request, response);
            // A route's answer is ended by the router, which is never reached.
            response.commit();
        } else {
            chain.proceed();
        }
    }
}
