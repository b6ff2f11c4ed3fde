package org.codearena.server.infra.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/** Gives each request an id, the caller's own where it is a sane one, in the answer and in every log event of it. */
final class RequestIds implements Filter {
    private static final HeaderName X_REQUEST_ID = HeaderNames.create("X-Request-Id");
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    private static final String KEY = "request";

    private record RequestId(String value) {}

    /** The id of this request, empty outside of the filter. */
    static String of(ServerRequest request) {
        return request.context().get(RequestId.class).map(RequestId::value).orElse("");
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String id = given(request);
        request.context().register(new RequestId(id));
        response.header(X_REQUEST_ID, id);
        MDC.put(KEY, id);
        try {
            chain.proceed();
        } finally {
            // One thread serves every request of a connection.
            MDC.clear();
        }
    }

    private static String given(RoutingRequest request) {
        return request.headers()
                .first(X_REQUEST_ID)
                .filter(id -> SANE.matcher(id).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
    }
}
