package org.codearena.embedded;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One IDE session from its project to its end, as a page drives it: a shell is opened in it and says something. */
final class SessionTour {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int REQUEST = 0x01;
    private static final int OUTPUT = 0x82;

    private final ApiClient api;

    SessionTour(ApiClient api) {
        this.api = api;
    }

    /** Answers the session that was. */
    String take() {
        String project = api.postJson("/projects", Map.of("name", "tour", "template", firstTemplate()))
                .path("id")
                .asString();
        String session = api.postJson("/projects/" + project + "/session", Map.of())
                .path("session")
                .path("id")
                .asString();
        await(session, "running");
        seeShell(session);
        api.delete("/sessions/" + session);
        await(session, "stopped");
        return session;
    }

    private String firstTemplate() {
        return api.get("/languages")
                .path("items")
                .valueStream()
                .flatMap(language -> language.path("templates").valueStream())
                .map(template -> template.path("id").asString())
                .findFirst()
                .orElseThrow(() -> new FailureException("no language has a template for a project"));
    }

    private void await(String session, String phase) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        Predicate<JsonNode> there = now -> now.path("phase").asString("").equals(phase);
        JsonNode last = api.getUntil(
                "/sessions/" + session,
                now -> there.test(now)
                        || now.path("phase").asString("").equals("failed")
                        || System.nanoTime() > deadline);
        if (!there.test(last)) {
            throw new FailureException("the session did not become " + phase + ": " + last);
        }
    }

    private void seeShell(String session) {
        String ticket = api.postJson("/sessions/" + session + "/ticket", Map.of())
                .path("ticket")
                .asString();
        var screen = new Screen();
        WebSocket socket = api.connect("/sessions/" + session + "/connect", "codearena.workspace.v1", ticket, screen);
        send(socket, 1, Map.of("op", "hello", "client", "0123456789abcdef"));
        send(socket, 2, Map.of("op", "terminal.open", "columns", 80, "rows", 24));
        try {
            screen.printed.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted while waiting for a shell", interrupted);
        } catch (TimeoutException | ExecutionException none) {
            throw new FailureException("no shell said anything: " + none, none);
        } finally {
            socket.abort();
        }
    }

    /** A type, the request's number, the length of the JSON and the JSON; the numbers are so small that a byte holds each. */
    private static void send(WebSocket socket, int number, Map<String, Object> request) {
        byte[] json = JSON.writeValueAsString(request).getBytes(StandardCharsets.UTF_8);
        var frame = new ByteArrayOutputStream();
        frame.write(REQUEST);
        frame.write(number);
        frame.write(json.length);
        frame.writeBytes(json);
        socket.sendBinary(ByteBuffer.wrap(frame.toByteArray()), true).join();
    }

    /** Waits for the first output of a terminal. */
    private static final class Screen implements WebSocket.Listener {
        private final CompletableFuture<Void> printed = new CompletableFuture<>();

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
            if (part.hasRemaining() && (part.get() & 0xff) == OUTPUT) {
                printed.complete(null);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            printed.completeExceptionally(new FailureException("closed with " + code + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            printed.completeExceptionally(failure);
        }
    }
}
