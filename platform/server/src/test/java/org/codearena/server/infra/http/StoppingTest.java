package org.codearena.server.infra.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StoppingTest {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final Health health = new Health(List.of());
    private final TestServer server =
            TestServer.start(builder -> builder.health(health).feature(routes -> {
                routes.get("/quick", (request, response) -> Json.send(response, List.of(1)));
                routes.get("/slow", (request, response) -> {
                    entered.countDown();
                    assertTrue(go.await(10, TimeUnit.SECONDS));
                    Json.send(response, List.of("done"));
                });
            }));

    private final int port = server.server().port();

    @Test
    @Timeout(30)
    void requestUnderWayIsAnsweredAndNoNewOneIsTaken() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<HttpResponse<String>> slow =
                    CompletableFuture.supplyAsync(() -> server.get("/api/v1/slow"), threads);
            assertTrue(entered.await(10, TimeUnit.SECONDS));
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server.server()::close, threads);
            while (isListening()) {
                Thread.onSpinWait();
            }
            assertFalse(stopped.isDone());
            go.countDown();
            assertEquals("[\"done\"]", slow.get(10, TimeUnit.SECONDS).body());
            stopped.get(10, TimeUnit.SECONDS);
        }
        server.close();
    }

    private boolean isListening() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void aServerThatIsAboutToEndAnswersAndSendsWhoAsksElsewhere() {
        assertNotEquals("close", connection(server.get("/api/v1/quick")));
        health.draining();
        HttpResponse<String> last = server.get("/api/v1/quick");
        assertEquals(200, last.statusCode());
        assertEquals("close", connection(last));
        server.close();
    }

    private static String connection(HttpResponse<String> answer) {
        return answer.headers().firstValue("Connection").orElse("");
    }

    @Test
    @Timeout(30)
    void idleConnectionsHoldNobodyUp() {
        assertEquals(200, server.get("/api/v1/quick").statusCode());
        long start = System.nanoTime();
        server.server().close();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, took.toString());
        server.close();
    }
}
