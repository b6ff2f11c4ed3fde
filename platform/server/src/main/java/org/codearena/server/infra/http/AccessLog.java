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
        try {
            chain.proceed();
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            measure(request, response, took);
            log(request, response, took);
        }
    }

    private void measure(RoutingRequest request, RoutingResponse response, Duration took) {
        // The pattern and not the path: a label per submission would be a time series per submission.
        Timer.builder("http.server.requests")
                .tag(
                        "method",
                        Route.of(request).map(route -> route.method().text()).orElse("other"))
                .tag("route", Route.of(request).map(Route::path).orElse("none"))
                .tag("status", String.valueOf(response.status().code()))
                .register(meters)
                .record(took);
    }

    private void log(RoutingRequest request, RoutingResponse response, Duration took) {
        LOG.atInfo()
                .addKeyValue("method", request.prologue().method().text())
                .addKeyValue("path", request.prologue().uriPath().path())
                .addKeyValue("status", response.status().code())
                .addKeyValue("ms", took.toMillis())
                .addKeyValue("bytes", response.isSent() ? response.bytesWritten() : 0)
                .addKeyValue("address", addresses.of(request))
                .log("request answered");
    }
}
