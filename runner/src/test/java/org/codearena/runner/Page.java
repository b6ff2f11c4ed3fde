package org.codearena.runner;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.codearena.runner.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One WebSocket, as a page has it. Acknowledges output at once, unless told otherwise. */
final class Page implements WebSocket.Listener, AutoCloseable {
    private static final JsonMapper JSON = WireJson.mapper();

    private final AtomicLong lastRequest = new AtomicLong();
    private final Map<Long, CompletableFuture<Answer>> asked = new ConcurrentHashMap<>();
    private final Map<Integer, Output> outputs = new TreeMap<>();
    private final List<JsonNode> events = new ArrayList<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> pong = new CompletableFuture<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
    volatile boolean acknowledges = true;

    record Answer(JsonNode json, byte[] raw) {
        String error() {
            return json.path("error").path("code").asString("none");
        }
    }

    /** What came of one terminal. */
    static final class Output {
        long next = -1;
        boolean isKept = true;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket.complete(opened);
        opened.request(1);
    }

    /** Says who it is, and returns what it is told. */
    JsonNode hello(String client) {
        return ask(Map.of("op", "hello", "client", client)).json();
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        begun.writeBytes(bytes);
        if (last) {
            take(ByteBuffer.wrap(begun.toByteArray()));
            begun.reset();
        }
        from.request(1);
        return null;
    }

    private void take(ByteBuffer frame) {
        int type = frame.get() & 0xff;
        long channel = number(frame);
        switch (type) {
            case 0x81 -> {
                byte[] json = new byte[(int) number(frame)];
                frame.get(json);
                Objects.requireNonNull(asked.remove(channel)).complete(new Answer(JSON.readTree(json), rest(frame)));
            }
            case 0x82 -> output((int) channel, number(frame), rest(frame));
            case 0x83 -> {
                JsonNode event = JSON.readTree(rest(frame));
                synchronized (this) {
                    events.add(event);
                    notifyAll();
                }
            }
            case 0x05 -> send(0x06, 0, rest(frame));
            case 0x06 -> pong.complete(rest(frame));
            default -> throw new AssertionError("a frame of type " + type);
        }
    }

    private void output(int terminal, long offset, byte[] bytes) {
        synchronized (this) {
            Output output = outputs.computeIfAbsent(terminal, _ -> new Output());
            if (output.next >= 0 && output.next != offset) {
                throw new AssertionError("output of " + terminal + " at " + offset + ", expected " + output.next);
            }
            output.next = offset + bytes.length;
            if (output.isKept) {
                output.bytes.writeBytes(bytes);
            }
            notifyAll();
        }
        if (acknowledges) {
            send(0x03, terminal, encode(offset + bytes.length));
        }
    }

    static byte[] rest(ByteBuffer frame) {
        byte[] rest = new byte[frame.remaining()];
        frame.get(rest);
        return rest;
    }

    static long number(ByteBuffer frame) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            int octet = frame.get();
            number |= (long) (octet & 0x7f) << shift;
            if (octet >= 0) {
                return number;
            }
        }
    }

    static byte[] encode(long number) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = number;
        while (rest > 0x7f) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    void send(int type, long channel, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(type);
        out.writeBytes(encode(channel));
        out.writeBytes(payload);
        sendRaw(out.toByteArray());
    }

    /** The client sends one message at a time. */
    synchronized void sendRaw(byte[] frame) {
        try {
            socket.join().sendBinary(ByteBuffer.wrap(frame), true).join();
        } catch (RuntimeException e) {
            // A page that sends while its connection goes away loses what it sent, as any does.
            closed.completeExceptionally(e);
        }
    }

    void sendText(String text) {
        socket.join().sendText(text, true).join();
    }

    /** Pings with one message in as many fragments as it has bytes, and returns what comes back. */
    byte[] pingInFragments(byte[] payload) {
        byte[] frame = new byte[2 + payload.length];
        frame[0] = 0x05;
        System.arraycopy(payload, 0, frame, 2, payload.length);
        for (int i = 0; i < frame.length; i++) {
            socket.join()
                    .sendBinary(ByteBuffer.wrap(frame, i, 1), i == frame.length - 1)
                    .join();
        }
        return pong.orTimeout(WorkspaceClient.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    Answer ask(Map<String, ?> request) {
        return ask(request, new byte[0]);
    }

    Answer ask(Map<String, ?> request, byte[] raw) {
        return begin(request, raw)
                .orTimeout(WorkspaceClient.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    CompletableFuture<Answer> begin(Map<String, ?> request, byte[] raw) {
        long id = lastRequest.incrementAndGet();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        asked.put(id, answer);
        byte[] json = JSON.writeValueAsBytes(request);
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.writeBytes(encode(json.length));
        payload.writeBytes(json);
        payload.writeBytes(raw);
        send(0x01, id, payload.toByteArray());
        return answer;
    }

    /** Opens a shell and returns its number. */
    int shell() {
        Answer answer = ask(Map.of("op", "terminal.open", "columns", 80, "rows", 24));
        return answer.json().get("terminal").get("id").asInt();
    }

    Answer attach(int terminal, long offset) {
        synchronized (this) {
            outputs.computeIfAbsent(terminal, _ -> new Output()).next = -1;
        }
        return ask(Map.of("op", "terminal.attach", "terminal", terminal, "offset", offset, "columns", 80, "rows", 24));
    }

    void type(int terminal, String keys) {
        send(0x02, terminal, keys.getBytes(StandardCharsets.UTF_8));
    }

    void acknowledge(int terminal, long offset) {
        send(0x03, terminal, encode(offset));
    }

    synchronized byte[] bytes(int terminal) {
        Output output = outputs.get(terminal);
        return output == null ? new byte[0] : output.bytes.toByteArray();
    }

    synchronized long received(int terminal) {
        Output output = outputs.get(terminal);
        return output == null ? 0 : Math.max(0, output.next);
    }

    /** From now on output of that terminal is counted, but not kept. */
    synchronized void forgetBytes(int terminal) {
        outputs.computeIfAbsent(terminal, _ -> new Output()).isKept = false;
    }

    String text(int terminal) {
        return new String(bytes(terminal), StandardCharsets.UTF_8);
    }

    /** Waits until the output has that text. */
    String awaitText(int terminal, String text) {
        await("'" + text + "'", () -> text(terminal).contains(text), () -> text(terminal));
        return text(terminal);
    }

    JsonNode awaitEvent(Predicate<JsonNode> wanted) {
        JsonNode[] found = new JsonNode[1];
        await(
                "an event",
                () -> {
                    found[0] = events.stream().filter(wanted).findFirst().orElse(null);
                    return found[0] != null;
                },
                events::toString);
        return found[0];
    }

    JsonNode awaitEvent(String name) {
        return awaitEvent(event -> event.get("event").asString().equals(name));
    }

    synchronized void forgetEvents() {
        events.clear();
    }

    /** Waits for what changes with anything that comes. */
    synchronized void await(String what, BooleanSupplier condition, Supplier<String> seen) {
        long end = System.nanoTime() + WorkspaceClient.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("waited in vain for " + what + ", there is: " + seen.get());
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.completeExceptionally(failure);
    }

    /** Breaks off without a word. */
    void cut() {
        socket.join().abort();
    }

    @Override
    public void close() {
        socket.join().abort();
    }
}
