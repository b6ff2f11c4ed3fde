package org.codearena.runner;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Limits;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.runner.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One connection to a runner. Written out by hand, because a test must be able to stop reading, to hang up, and to send
 * what is no HTTP.
 */
final class Client implements AutoCloseable {
    static final Limits LIMITS = Limits.DEFAULT.withCpuTimeMs(5_000);
    private static final JsonMapper JSON = WireJson.mapper();

    private final SocketChannel channel;
    private final DataInputStream in;

    Client(SocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
        in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
    }

    record Answer(int status, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(body);
        }

        <T> T as(Class<T> type) {
            if (status != 200) {
                throw new AssertionError("status " + status + ": " + text());
            }
            return JSON.readValue(body, type);
        }
    }

    record Frame(char kind, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    /** A whole run: what was written, and the report. */
    record Ran(List<Frame> frames) {
        String output() {
            return written('O');
        }

        String error() {
            return written('E');
        }

        RunReport report() {
            Frame last = frames.getLast();
            if (last.kind != 'X') {
                throw new AssertionError("the run ended with " + last.kind + ": " + last.text());
            }
            return JSON.readValue(last.payload, RunReport.class);
        }

        Optional<String> fault() {
            Frame last = frames.getLast();
            return last.kind == 'F' ? Optional.of(last.text()) : Optional.empty();
        }

        private String written(char kind) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            frames.stream().filter(frame -> frame.kind == kind).forEach(frame -> all.writeBytes(frame.payload));
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    Answer call(String method, String path, byte[] body) throws IOException {
        send(method, path, body);
        return answer(method);
    }

    Answer get(String path) throws IOException {
        return call("GET", path, new byte[0]);
    }

    Answer post(String path, Object body) throws IOException {
        return call("POST", path, JSON.writeValueAsBytes(body));
    }

    /** Compiles with a shell script as the step, which finds the files in its working directory. */
    CompileReply compile(String script, SourceFile... files) throws IOException {
        return post("/programs", compileRequest(script, LIMITS, files)).as(CompileReply.class);
    }

    static CompileRequest compileRequest(String script, Limits limits, SourceFile... files) {
        return new CompileRequest(List.of(files), Optional.of(Step.of("sh", "-c", script)), limits, 16 << 20, 100);
    }

    /** Keeps files as a program and answers its name. */
    String program(SourceFile... files) throws IOException {
        CompileRequest request = new CompileRequest(List.of(files), Optional.empty(), LIMITS, 1, 1);
        return post("/programs", request).as(CompileReply.class).program().orElseThrow();
    }

    Ran shell(String program, String script, Limits limits) throws IOException {
        return run(program, new RunRequest(Step.of("sh", "-c", script), Optional.empty(), limits));
    }

    Ran run(String program, RunRequest request) throws IOException {
        Answer answer = post("/programs/" + program + "/runs", request);
        if (answer.status != 200) {
            throw new AssertionError("status " + answer.status + ": " + answer.text());
        }
        return new Ran(frames(answer.body));
    }

    /** Sends a run and returns when its answer has begun; nothing of it is read yet. */
    void begin(String program, String script, Limits limits) throws IOException {
        RunRequest request = new RunRequest(Step.of("sh", "-c", script), Optional.empty(), limits);
        send("POST", "/programs/" + program + "/runs", JSON.writeValueAsBytes(request));
    }

    Answer finish() throws IOException {
        return answer("POST");
    }

    static List<Frame> frames(byte[] body) throws IOException {
        List<Frame> frames = new ArrayList<>();
        DataInputStream frame = new DataInputStream(new java.io.ByteArrayInputStream(body));
        for (int kind = frame.read(); kind >= 0; kind = frame.read()) {
            byte[] payload = new byte[frame.readInt()];
            frame.readFully(payload);
            frames.add(new Frame((char) kind, payload));
        }
        return frames;
    }

    void send(String method, String path, byte[] body) throws IOException {
        String head = method + " " + path + " HTTP/1.1\r\nHost: runner\r\nContent-Length: " + body.length + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        sendRaw(request.toByteArray());
    }

    void sendRaw(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    Answer answer(String method) throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = method.equals("HEAD") || status == 204 ? new byte[0] : body(headers);
        return new Answer(status, headers, body);
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (!"chunked".equals(headers.get("transfer-encoding"))) {
            byte[] body = new byte[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
            in.readFully(body);
            return body;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            byte[] chunk = new byte[size];
            in.readFully(chunk);
            body.writeBytes(chunk);
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the runner closed the connection");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    /** What the runner sends, from where reading stopped. */
    InputStream stream() {
        return in;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
