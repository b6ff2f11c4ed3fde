package org.codearena.server.infra.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.Set;
import org.codearena.server.kernel.Fault;

/**
 * Stops another site's page from acting with a visitor's cookie. What changes something must come from our own origin: by
 * {@code Sec-Fetch-Site}, which a page cannot forge, and by {@code Origin} or {@code Referer}, which must name the host
 * that was asked or the configured public URL. A request with a bearer token is no browser's doing and needs none of it.
 */
final class OriginCheck implements Filter {
    private static final Set<Method> HARMLESS = Set.of(Method.GET, Method.HEAD, Method.OPTIONS, Method.TRACE);
    private static final HeaderName SEC_FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final OwnOrigin own;

    OriginCheck(OwnOrigin own) {
        this.own = own;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (!HARMLESS.contains(request.prologue().method()) && !hasToken(request)) {
            check(request);
        }
        chain.proceed();
    }

    /** Only bearer tokens: a browser adds basic credentials to another site's requests by itself. */
    private static boolean hasToken(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .isPresent();
    }

    private void check(ServerRequest request) {
        Optional<String> source = source(request);
        Optional<String> site = request.headers().first(SEC_FETCH_SITE);
        if (source.isEmpty() && site.isEmpty() && request.headers().contains(HeaderNames.COOKIE)) {
            throw Fault.forbidden("a request that changes something and comes with a cookie must say its Origin;"
                    + " programs use 'Authorization: Bearer TOKEN' instead");
        }
        site.filter(value -> !OWN_SITE.contains(value)).ifPresent(value -> {
            throw Fault.forbidden("the request comes from another site (Sec-Fetch-Site: " + value + ")");
        });
        source.filter(value -> !own.is(value, request.authority())).ifPresent(value -> {
            throw Fault.forbidden(
                    "the request comes from '" + value + "', allowed is " + own.words(request.authority()));
        });
    }

    private static Optional<String> source(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.ORIGIN)
                .or(() -> request.headers().first(HeaderNames.REFERER));
    }
}
