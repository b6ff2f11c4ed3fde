package org.codearena.server.infra.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
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

    private final Optional<URI> publicUrl;

    OriginCheck(Optional<URI> publicUrl) {
        this.publicUrl = publicUrl;
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

    /** Whether this request may act with the browser's cookie; for upgrades to WebSocket too, which no filter sees. */
    void check(ServerRequest request) {
        Optional<String> source = source(request);
        Optional<String> site = request.headers().first(SEC_FETCH_SITE);
        if (source.isEmpty() && site.isEmpty() && request.headers().contains(HeaderNames.COOKIE)) {
            throw Fault.forbidden("a request that changes something and comes with a cookie must say its Origin;"
                    + " programs use 'Authorization: Bearer TOKEN' instead");
        }
        site.filter(value -> !OWN_SITE.contains(value)).ifPresent(value -> {
            throw Fault.forbidden("the request comes from another site (Sec-Fetch-Site: " + value + ")");
        });
        source.filter(value -> !isOwn(value, request)).ifPresent(value -> {
            throw Fault.forbidden("the request comes from '" + value + "', allowed is " + allowed(request));
        });
    }

    private static Optional<String> source(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.ORIGIN)
                .or(() -> request.headers().first(HeaderNames.REFERER));
    }

    private boolean isOwn(String source, ServerRequest request) {
        try {
            URI given = URI.create(source);
            String authority = authority(given);
            return isWeb(given)
                    && (authority.equalsIgnoreCase(request.authority())
                            || publicUrl.filter(own -> sameOrigin(own, given)).isPresent());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean isWeb(URI given) {
        return "http".equals(given.getScheme()) || "https".equals(given.getScheme());
    }

    private static boolean sameOrigin(URI own, URI given) {
        return String.valueOf(own.getScheme()).equals(given.getScheme())
                && authority(own).equalsIgnoreCase(authority(given));
    }

    /** Without a port that says nothing, as browsers write it in {@code Origin} and {@code Host} alike. */
    private static String authority(URI uri) {
        boolean usual = uri.getPort() < 0
                || ("http".equals(uri.getScheme()) && uri.getPort() == 80)
                || ("https".equals(uri.getScheme()) && uri.getPort() == 443);
        return usual ? String.valueOf(uri.getHost()) : uri.getHost() + ":" + uri.getPort();
    }

    private String allowed(ServerRequest request) {
        return "'" + publicUrl.map(URI::toString).orElse("http://" + request.authority()) + "'";
    }
}
