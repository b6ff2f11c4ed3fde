package org.codearena.server.infra.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;

/**
 * Refuses a request whose end two readers could see in two places: with a length and chunks, several lengths, or a length
 * below zero. A proxy before us that disagrees would take the rest for another visitor's request.
 */
final class Framing implements Filter {
    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        check(request.headers());
        chain.proceed();
    }

    static void check(ServerRequestHeaders headers) {
        List<String> lengths = headers.all(HeaderNames.CONTENT_LENGTH, List::of);
        boolean twoWays = !lengths.isEmpty() && headers.contains(HeaderNames.TRANSFER_ENCODING);
        if (twoWays || lengths.size() > 1 || lengths.stream().anyMatch(length -> !length.matches("[0-9]{1,18}"))) {
            throw new HttpException("the request's length is given in an unclear way", Status.BAD_REQUEST_400, false);
        }
    }
}
