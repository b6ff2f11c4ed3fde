package org.codearena.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProxyServerTest {
    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Answering one;
    private Answering other;
    private ProxyServer proxy;
    private URI url;

    /** Says its name and where the request came from, and whether it is ready. */
    private static final class Answering {
        private final String name;
        private final HttpServer http;
        private volatile boolean ready = true;

        Answering(String name) throws IOException {
            this.name = name;
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/health/ready", exchange -> answer(exchange, ready ? 200 : 503, ""));
            http.createContext("/", this::page);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.start();
        }

        private void page(HttpExchange exchange) throws IOException {
            List<String> forwarded = exchange.getRequestHeaders().getOrDefault("X-Forwarded-For", List.of());
            answer(exchange, 200, name + " " + String.join(",", forwarded));
        }

        private static void answer(HttpExchange exchange, int status, String text) throws IOException {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        ProxyServer.Backend backend() {
            int port = http.getAddress().getPort();
            return new ProxyServer.Backend(name, port, port);
        }
    }

    @BeforeEach
    void start() throws IOException {
        one = new Answering("one");
        other = new Answering("other");
        Home home = new Home(directory);
        List<Integer> free = home.ports("proxy", "ports", 2);
        proxy = ProxyServer.start(
                home, new ProxyServer.Ports(free.getFirst(), free.getLast()), List.of(one.backend(), other.backend()));
        url = URI.create("http://127.0.0.1:" + free.getFirst());
    }

    @AfterEach
    void end() {
        proxy.close();
        one.http.stop(0);
        other.http.stop(0);
        client.close();
    }

    private HttpResponse<String> get(String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private String who() throws Exception {
        return get().body().replaceFirst(" .*", "");
    }

    @Test
    void whereARequestComesFromIsSaidLastWhateverItSaysItself() throws Exception {
        String said = get("X-Forwarded-For", "203.0.113.9").body();
        assertTrue(said.endsWith("203.0.113.9,127.0.0.1"), said);
    }

    @Test
    void aServerThatIsNotReadyIsAskedNoMore() throws Exception {
        Await.until("both are asked", () -> !who().equals(who()));
        one.ready = false;
        Await.until("the other alone is asked", () -> {
            for (int i = 0; i < 4; i++) {
                if (who().equals("one")) {
                    return false;
                }
            }
            return true;
        });
        one.ready = true;
        Await.until("it is asked again", () -> who().equals("one"));
    }

    @Test
    void aServerThatIsGoneCostsNobodyAnAnswer() throws Exception {
        one.http.stop(0);
        for (int i = 0; i < 10; i++) {
            assertEquals("other", who());
        }
    }

    @Test
    void withoutAnyServerThatIsSaidWithATimeToComeAgain() throws Exception {
        one.ready = false;
        other.ready = false;
        Await.until("none is asked", () -> get().statusCode() == 503);
        HttpResponse<String> refused = get();
        assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
        assertEquals(
                "application/problem+json",
                refused.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                503,
                client.send(HttpRequest.newBuilder(proxy.health()).build(), BodyHandlers.discarding())
                        .statusCode());
    }
}
