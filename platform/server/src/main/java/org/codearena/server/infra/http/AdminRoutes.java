package org.codearena.server.infra.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;

/** Health and metrics, on a port of their own that no ingress exposes. */
final class AdminRoutes {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private AdminRoutes() {}

    static void declare(HttpRouting.Builder routing, Health health, MeterRegistry meters) {
        answer(routing, "/health/live", health::live);
        answer(routing, "/health/ready", health::ready);
        answer(routing, "/health/started", health::start);
        routing.get("/metrics", (request, response) -> {
            response.header(HeaderNames.CONTENT_TYPE, PROMETHEUS);
            response.send(meters instanceof PrometheusMeterRegistry prometheus ? prometheus.scrape() : "");
        });
    }

    private static void answer(HttpRouting.Builder routing, String path, Supplier<Health.Report> report) {
        routing.get(path, (request, response) -> send(response, report.get()));
    }

    private static void send(ServerResponse response, Health.Report report) {
        Json.send(response, report.up() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503, report);
    }
}
