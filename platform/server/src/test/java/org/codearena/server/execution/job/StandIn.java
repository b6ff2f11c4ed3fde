package org.codearena.server.execution.job;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.codearena.server.execution.RunnerSignature;

/** Answers as a runner does when it is asked how it is, and prepares everything for whoever signs. */
final class StandIn implements AutoCloseable {
    private static final String STATUS = """
            {"mode": "B", "lacks": ["own-uid"], "slots": 1, "kernel": "6.12", "launcher": "abc"}""";

    private final HttpServer server;

    StandIn(String address, int port) throws IOException {
        this(address, port, 200, STATUS);
    }

    /** One that says this of itself. */
    StandIn(String address, int port, int status, String says) throws IOException {
        server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health/ready", exchange -> answer(exchange, status, says));
        server.createContext("/prepare", exchange -> {
            boolean signed = Optional.ofNullable(exchange.getRequestHeaders().getFirst(RunnerSignature.HEADER))
                    .filter(header -> header.startsWith("v1;sub=server;"))
                    .isPresent();
            answer(exchange, signed ? 200 : 401, "{\"ready\": true, \"output\": \"\"}");
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
