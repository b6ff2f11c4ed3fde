package org.codearena.loadtest.ide;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One connection to a session, as a page has it: requests and their replies, terminals with acknowledgements. Thread-safe. */
public final class WorkspaceSocket implements AutoCloseable {
    private static final String PROTOCOL = "codearena.workspace.v1";
    /** Who comes again by this name goes on where it was. */
    private static final String CLIENT = "0123456789abcdef";

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long ACKNOWLEDGE_EVERY = 32 << 10;

    /** Hears a terminal's output, in order; runs on the connection's thread. */
    @FunctionalInterface
    public interface Screen {
        /** More was printed, from this offset of all that the terminal has printed. */
        void output(long offset, byte[] bytes);
    }

    /** A reply: its JSON, and the raw bytes behind it. */
    public record Reply(JsonNode json, byte[] raw) {
        public boolean refused() {
            return json.has("error");
        }

        String code() {
            return json.path("error").path("code").asString("");
        }
    }

    private final Map<Long, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
    private final Map<Long, Screen> screens = new ConcurrentHashMap<>();
    private final Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Object sending = new Object();
    private final Object hearing = new Object();
    private boolean cut;
    private CompletableFuture<WebSocket> lastSent = new CompletableFuture<>();
    private @Nullable WebSocket socket;

    private WorkspaceSocket() {}

    /**
     * Connects with a ticket, as a browser does.
     *
     * @param address of the session's upgrade
     * @param cookie of the login that got the ticket
     */
    static WorkspaceSocket connect(HttpClient http, URI address, String origin, String cookie, String ticket)
            throws IOException {
        WorkspaceSocket made = new WorkspaceSocket();
        WebSocket socket = within(
                http.newWebSocketBuilder()
                        .header("Origin", origin)
                        .header("Cookie", cookie)
                        .subprotocols(PROTOCOL, "ticket." + ticket)
                        .connectTimeout(LONGEST)
                        .buildAsync(address, made.new Listener()),
                "connecting to " + address);
        made.socket = socket;
        made.lastSent.complete(socket);
        Reply hello = made.request("hello", Map.of("client", CLIENT));
        if (hello.refused()) {
            throw new IOException("refused: " + hello.json());
        }
        return made;
    }

    /** Sends a request and waits for its reply, which may be a refusal. */
    public Reply request(String operation, Map<String, ?> arguments, byte[] raw) throws IOException {
        return within(begin(operation, arguments, raw), operation);
    }

    Reply request(String operation, Map<String, ?> arguments) throws IOException {
        return request(operation, arguments, new byte[0]);
    }

    /** Sends a request; the reply comes later, or never when the connection ends first. */
    CompletableFuture<Reply> begin(String operation, Map<String, ?> arguments, byte[] raw) {
        long id = requests.incrementAndGet();
        Map<String, Object> json = new LinkedHashMap<>(arguments);
        json.put("op", operation);
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        waiting.put(id, reply);
        CompletableFuture<Void> _ =
                ended.whenComplete((_, _) -> reply.completeExceptionally(new IOException("the connection ended")));
        send(Frames.request(id, json, raw));
        return reply;
    }

    /** Opens a terminal with a shell, whose output goes to the screen; answers its id. */
    public long openTerminal(Screen screen) throws IOException {
        // Output may come before the reply is looked at, so the next new terminal's belongs to this screen.
        screens.put(0L, screen);
        Reply reply = request("terminal.open", Map.of("columns", 80, "rows", 24));
        if (reply.refused()) {
            throw new IOException("no terminal: " + reply.json());
        }
        long id = reply.json().path("terminal").path("id").asLong();
        screens.putIfAbsent(id, screen);
        return id;
    }

    /** Goes on with a terminal at this offset; answers where it really goes on. */
    long attach(long terminal, long offset, Screen screen) throws IOException {
        screens.put(terminal, screen);
        acknowledged.put(terminal, offset);
        Reply reply =
                request("terminal.attach", Map.of("terminal", terminal, "offset", offset, "columns", 80, "rows", 24));
        if (reply.refused()) {
            throw new IOException("cannot attach: " + reply.json());
        }
        return reply.json().path("offset").asLong();
    }

    /** Types these keys into a terminal. */
    public void type(long terminal, String keys) {
        send(Frames.input(terminal, keys.getBytes(StandardCharsets.UTF_8)));
    }

    /** Ends when the connection does, however that comes. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Breaks the connection off, as a lost network does; what was on its way is not heard any more. */
    void cut() {
        synchronized (hearing) {
            cut = true;
        }
        if (socket != null) {
            socket.abort();
        }
        ended.complete(null);
    }

    @Override
    public void close() {
        cut();
    }

    /** One after the other: the client refuses a message while another is on its way. */
    private void send(ByteBuffer frame) {
        synchronized (sending) {
            lastSent = lastSent.thenCompose(open -> open.sendBinary(frame, true))
                    .whenComplete((_, failure) -> {
                        if (failure != null) {
                            ended.complete(null);
                        }
                    });
        }
    }

    private void received(ByteBuffer frame) {
        int type = frame.get() & 0xff;
        long channel = Frames.varint(frame);
        switch (type) {
            case Frames.REPLY -> replied(channel, frame);
            case Frames.OUTPUT -> printed(channel, frame);
            case Frames.PING -> send(Frames.pong(frame));
            default -> {
                // Events and pongs: of no use to a measurement.
            }
        }
    }

    private void replied(long request, ByteBuffer frame) {
        CompletableFuture<Reply> reply = waiting.remove(request);
        if (reply != null) {
            reply.complete(new Reply(Frames.sizedJson(frame), Frames.rest(frame)));
        }
    }

    private void printed(long terminal, ByteBuffer frame) {
        long offset = Frames.varint(frame);
        byte[] bytes = Frames.rest(frame);
        Screen screen = screens.computeIfAbsent(terminal, _ -> screens.getOrDefault(0L, (_, _) -> {}));
        // A message may be in this thread's hands while the next connection already goes on behind the last one heard.
        synchronized (hearing) {
            if (cut) {
                return;
            }
            screen.output(offset, bytes);
        }
        long until = offset + bytes.length;
        if (until - acknowledged.getOrDefault(terminal, 0L) >= ACKNOWLEDGE_EVERY) {
            acknowledged.put(terminal, until);
            send(Frames.ack(terminal, until));
        }
    }

    private static <T> T within(CompletableFuture<T> future, String what) throws IOException {
        try {
            return future.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IOException(what + ": no answer within " + LONGEST.toSeconds() + " s", late);
        } catch (ExecutionException failed) {
            throw new IOException(what + ": " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(what + ": interrupted", interrupted);
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
            if (last && message.size() == 0) {
                received(part);
            } else {
                message.writeBytes(Frames.rest(part));
                if (last) {
                    ByteBuffer whole = ByteBuffer.wrap(message.toByteArray());
                    message.reset();
                    received(whole);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            ended.complete(null);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            ended.complete(null);
        }
    }
}
