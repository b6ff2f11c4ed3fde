package org.codearena.server.infra.http;

import static org.codearena.server.infra.http.TestServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.codearena.server.infra.http.Health.Check;
import org.codearena.server.infra.http.Health.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminRoutesTest {
    private final AtomicBoolean database = new AtomicBoolean(true);
    private final AtomicBoolean broker = new AtomicBoolean(true);
    private final Health health = new Health(List.of(
            new Check("database", true, () -> Outcome.of(database.get())),
            new Check("broker", false, () -> Outcome.of(broker.get()))));
    private final PrometheusMeterRegistry meters = Metrics.registry();
    private final AdminServer admin = AdminServer.start(HttpConfig.defaults(), health, meters);
    private final TestServer server = TestServer.start(builder -> builder.health(health)
            .meters(meters)
            .feature(routes -> routes.get("/things/{id}", (request, response) -> Json.sendNothing(response))));

    @AfterEach
    void stop() {
        server.close();
        admin.close();
    }

    private HttpResponse<String> admin(String path) {
        return server.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + path)));
    }

    @Test
    void readyOnceStartedAndWhileWhatIsNeededHolds() {
        assertEquals(200, admin("/health/live").statusCode());
        assertEquals(503, admin("/health/started").statusCode());
        assertEquals(503, admin("/health/ready").statusCode());
        health.started();
        assertEquals(200, admin("/health/started").statusCode());
        assertEquals(200, admin("/health/ready").statusCode());
        broker.set(false);
        HttpResponse<String> degraded = admin("/health/ready");
        assertEquals(200, degraded.statusCode());
        assertEquals(
                "does not answer",
                json(degraded).get("checks").get("broker").get("message").stringValue());
        database.set(false);
        assertEquals(503, admin("/health/ready").statusCode());
        assertEquals(200, admin("/health/live").statusCode());
        database.set(true);
        health.draining();
        assertEquals(503, admin("/health/ready").statusCode());
        health.started();
        assertEquals(503, admin("/health/ready").statusCode());
    }

    @Test
    void requestsAreCountedByRouteAndNotByPath() {
        server.get("/api/v1/things/1");
        server.get("/api/v1/things/2");
        server.get("/api/v1/nothing");
        server.send(server.request("/api/v1/things/1")
                .header("Origin", "https://evil.example")
                .DELETE());
        // A request is counted after its answer is out.
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            while (!counted(2, "/api/v1/things/{id}", 204) || !counted(1, "none", 404) || !counted(1, "none", 403)) {
                Thread.onSpinWait();
            }
        });
        assertTrue(admin("/metrics").body().contains("http_server_requests_seconds_bucket"));
    }

    private boolean counted(int times, String route, int status) {
        return admin("/metrics")
                .body()
                .lines()
                .anyMatch(line -> line.startsWith("http_server_requests_seconds_count")
                        && line.contains("route=\"" + route + "\",status=\"" + status + "\"")
                        && line.endsWith(" " + times));
    }

    @Test
    void nothingOfTheAdminPortIsOnThePublicOne() {
        assertEquals(404, server.get("/metrics").statusCode());
        assertEquals(404, server.get("/health/ready").statusCode());
        assertEquals(404, admin("/api/v1/things/1").statusCode());
        assertEquals(404, admin("/openapi").statusCode());
    }
}
