package org.codearena.runner.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Set;
import org.codearena.runner.signature.Signature;

/** Lets in what is signed, and questions about health from anybody. */
public record Admission(Signature signature) implements Filter {
    private static final Set<String> OPEN = Set.of("/health/live", "/health/ready");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (!OPEN.contains(request.prologue().uriPath().rawPath())
                && signature
                        .check(request.prologue(), request.headers().first(Signature.HEADER))
                        .isEmpty()) {
            throw Problem.of(
                    Status.UNAUTHORIZED_401,
                    "unsigned",
                    "the request has no valid " + Signature.HEADER.defaultCase() + ": it must be signed with this"
                            + " runner's key for this method and target, and not have expired");
        }
        chain.proceed();
    }
}
