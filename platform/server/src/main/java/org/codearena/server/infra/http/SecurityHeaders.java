package org.codearena.server.infra.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the browser is told not to do with our answers. Set before the route runs, so that a route may replace one. */
final class SecurityHeaders implements Filter {
    private static final HeaderName CONTENT_SECURITY_POLICY = HeaderNames.create("Content-Security-Policy");

    private static final String POLICY = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'");

    private static final List<Header> ALWAYS = List.of(
            header("X-Content-Type-Options", "nosniff"),
            header("X-Frame-Options", "DENY"),
            header("Referrer-Policy", "same-origin"),
            header("Cross-Origin-Opener-Policy", "same-origin"),
            header("Cross-Origin-Resource-Policy", "same-origin"),
            header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"));

    private static final Header NO_STORE = header("Cache-Control", "no-store");

    private final List<Header> headers;
    private final OwnOrigin own;
    private final String policy;

    /**
     * For the app's own host.
     *
     * @param frames sources of what its pages may show in a frame, besides themselves
     */
    SecurityHeaders(boolean https, OwnOrigin own, List<String> frames) {
        this.own = own;
        this.policy = POLICY + "; frame-src "
                + String.join(
                        " ", Stream.concat(Stream.of("'self'"), frames.stream()).toList()) + "; connect-src 'self' ";
        List<Header> all = new ArrayList<>(ALWAYS);
        if (https) {
            all.add(header("Strict-Transport-Security", "max-age=31536000"));
        }
        headers = List.copyOf(all);
    }

    private static Header header(String name, String value) {
        return HeaderValues.createCached(HeaderNames.create(name), value);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        headers.forEach(response::header);
        // Not every browser takes a WebSocket of one's own host for one's own.
        String sockets =
                own.webSockets(request.headers().first(HeaderNames.HOST).orElse(""));
        response.header(CONTENT_SECURITY_POLICY, policy + sockets);
        if (request.prologue().uriPath().path().startsWith(Routes.BASE)) {
            response.header(NO_STORE);
        }
        chain.proceed();
    }
}
