package org.codearena.server.infra.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A WebSocket of the JDK's client, with what came of it. */
public final class TestSocket implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

    private TestSocket() {}

    /** Opens one; a refusal is a {@link Refused} with its status. */
    public static TestSocket open(HttpClient client, URI uri, UnaryOperator<WebSocket.Builder> with) {
        TestSocket opened = new TestSocket();
        try {
            opened.socket.complete(with.apply(client.newWebSocketBuilder())
                    .buildAsync(uri, opened)
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join());
            return opened;
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof WebSocketHandshakeException refused) {
                throw new Refused(refused.getResponse().statusCode(), refused);
            }
            throw failure;
        }
    }

    /** The server's answer was no 101. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        Refused(int status, Throwable cause) {
            super("refused with status " + status, cause);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    public WebSocket socket() {
        return socket.join();
    }

    public String ask(String text) {
        socket().sendText(text, true).join();
        return next();
    }

    public String next() {
        try {
            String message = messages.poll(20, TimeUnit.SECONDS);
            if (message == null) {
                throw new IllegalStateException("no message came; closed: " + closed);
            }
            return message;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** The code it was closed with, or -1 when the connection broke. */
    public int closeCode() {
        return closed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(-1);
    }
}
