package org.codearena.server.infra.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.util.UUID;
import org.codearena.contract.RequestId;
import org.codearena.server.kernel.Trace;

/** Gives each request an id, the caller's own where it is a sane one, in the answer and in every log event of it. */
final class RequestIds implements Filter {
    private static final HeaderName X_REQUEST_ID = HeaderNames.create(RequestId.HEADER);

    private record Given(String id) {}

    /** The id of this request, empty outside of the filter. */
    static String of(ServerRequest request) {
        return request.context().get(Given.class).map(Given::id).orElse("");
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String id = given(request);
        request.context().register(new Given(id));
        response.header(X_REQUEST_ID, id);
        Trace.follow(id);
        try {
            chain.proceed();
        } finally {
            // One thread serves every request of a connection.
            Trace.end();
        }
    }

    private static String given(RoutingRequest request) {
        return RequestId.sane(request.headers().first(X_REQUEST_ID))
                .orElseGet(() -> UUID.randomUUID().toString());
    }
}
