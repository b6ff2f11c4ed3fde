package org.codearena.runner.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import org.codearena.contract.RequestId;
import org.slf4j.MDC;

/** Puts the id that the judge gives, its submission's, into every log event of a request. */
final class RequestIds implements Filter {
    private static final HeaderName HEADER = HeaderNames.create(RequestId.HEADER);

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        RequestId.sane(request.headers().first(HEADER)).ifPresent(id -> MDC.put(RequestId.FIELD, id));
        try {
            chain.proceed();
        } finally {
            // One thread serves every request of a connection.
            MDC.clear();
        }
    }
}
