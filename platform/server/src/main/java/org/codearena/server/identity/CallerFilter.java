package org.codearena.server.identity;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Optional;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.kernel.Trace;

/**
 * Makes out who calls, by bearer token or else by cookie. A token that is given must be good; a cookie that is over leaves
 * its browser anonymous, as is usual for one that comes back after weeks.
 */
final class CallerFilter implements Filter {
    private static final String BEARER = "Bearer ";

    private final Logins logins;

    CallerFilter(Logins logins) {
        this.logins = logins;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        // The web app's files are for everyone, and asking who they are for would cost a query.
        if (request.prologue().uriPath().path().startsWith(Routes.BASE)) {
            Caller caller = resolve(request.headers());
            request.context().register(caller);
            if (caller instanceof Caller.Person person) {
                Trace.by(person.id());
            }
        }
        chain.proceed();
    }

    Caller resolve(Headers headers) {
        Optional<String> token = headers.first(HeaderNames.AUTHORIZATION)
                // A header's value has lost the blank at its end when no token follows.
                .map(value -> value + " ")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
        if (token.isPresent()) {
            return logins.byToken(token.get());
        }
        return SessionCookie.of(headers)
                .flatMap(logins::bySession)
                .map(Caller.class::cast)
                .orElseGet(Caller.Anonymous::new);
    }
}
