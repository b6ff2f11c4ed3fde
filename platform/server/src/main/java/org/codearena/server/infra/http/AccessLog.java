package org.codearena.server.infra.http;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event and one measurement per request. The query is left out: it may hold a ticket. */
final class AccessLog implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger("org.codearena.access");

    private final MeterRegistry meters;
    private final ClientAddress addresses;

    AccessLog(MeterRegistry meters, ClientAddress addresses) {
        this.meters = meters;
        this.addresses = addresses;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long start = System.nanoTime();
        int refused = 0;
        try {
            chain.proceed();
        } catch (RuntimeException failure) {
            // Thrown by a filter, it is answered further out; a route's failure has been answered by now.
            refused = Errors.status(failure);
            throw failure;
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            int status = refused == 0 ? response.status().code() : refused;
            measure(request, status, took);
            log(request, response, status, took);
        }
    }

    private void measure(RoutingRequest request, int status, Duration took) {
        // The pattern and not the path: a label per submission would be a time series per submission.
        Timer.builder("http.server.requests")
                .tag(
                        "method",
                        Route.of(request).map(route -> route.method().text()).orElse("other"))
                .tag("route", Route.of(request).map(Route::path).orElse("none"))
                .tag("status", String.valueOf(status))
                .register(meters)
                .record(took);
    }

    private void log(RoutingRequest request, RoutingResponse response, int status, Duration took) {
        LOG.atInfo()
                .addKeyValue("method", request.prologue().method().text())
                .addKeyValue("path", request.prologue().uriPath().path())
                .addKeyValue("status", status)
                .addKeyValue("ms", took.toMillis())
                .addKeyValue("bytes", response.isSent() ? response.bytesWritten() : 0)
                .addKeyValue("address", addresses.of(request))
                .log("request answered");
    }
}
