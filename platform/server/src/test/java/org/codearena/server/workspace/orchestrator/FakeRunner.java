package org.codearena.server.workspace.orchestrator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.codearena.contract.workspace.Activity;
import org.codearena.contract.workspace.FileWritten;
import org.codearena.contract.workspace.Notice;
import org.codearena.contract.workspace.WorkspaceOpen;
import org.codearena.contract.workspace.WorkspaceState;
import org.codearena.server.kernel.Secret;
import org.codearena.server.kernel.Sha256;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the HTTP of {@code runner/WORKSPACE.md} over a disk in memory, signatures included; it has no room. */
public final class FakeRunner implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int KEY_BYTES = 32;

    private record Reply(int status, byte[] body) {}

    private final FakeDisk disk;
    private final byte[] key;
    private final String epoch =
            HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextLong());
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Notice> notices = Collections.synchronizedList(new ArrayList<>());
    private volatile Optional<WorkspaceOpen> opened = Optional.empty();
    private volatile Instant lastUsedAt = Instant.now();
    private volatile boolean refusesContent;

    /** At any free port, with a key of its own. */
    public FakeRunner(FakeDisk disk) {
        this(disk, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), newKey());
    }

    public FakeRunner(FakeDisk disk, InetSocketAddress address, Secret key) {
        this.disk = disk;
        this.key = HexFormat.of().parseHex(key.value());
        try {
            this.server = HttpServer.create(address, 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private static Secret newKey() {
        byte[] random = new byte[KEY_BYTES];
        RandomGenerator.getDefault().nextBytes(random);
        return new Secret(HexFormat.of().formatHex(random));
    }

    public Endpoint endpoint() {
        return new Endpoint(server.getAddress(), new Secret(HexFormat.of().formatHex(key)));
    }

    public FakeDisk disk() {
        return disk;
    }

    public Optional<WorkspaceOpen> opened() {
        return opened;
    }

    public List<Notice> notices() {
        return List.copyOf(notices);
    }

    public void used(Instant at) {
        lastUsedAt = at;
    }

    /** From now on it gives no file away, or does again. */
    public void refuseContent(boolean refuse) {
        refusesContent = refuse;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply;
            try {
                reply = isSigned(exchange) ? answer(exchange) : new Reply(401, new byte[0]);
            } catch (InterruptedException stopped) {
                return;
            }
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            if (reply.body().length > 0) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    private boolean isSigned(HttpExchange exchange) {
        if (exchange.getRequestURI().getPath().startsWith("/health/")) {
            return true;
        }
        String given = exchange.getRequestHeaders().getFirst("Codearena-Signature");
        if (given == null) {
            return false;
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : given.split(";", -1)) {
            int equals = part.indexOf('=');
            parts.put(equals < 0 ? part : part.substring(0, equals), part.substring(equals + 1));
        }
        String text = "v1\n" + exchange.getRequestMethod() + "\n" + exchange.getRequestURI() + "\n" + parts.get("sub")
                + "\n" + parts.get("exp") + "\n";
        return mac(text).equals(parts.get("mac"))
                && Instant.ofEpochSecond(Long.parseLong(parts.get("exp"))).isAfter(Instant.now());
    }

    private String mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Reply answer(HttpExchange exchange) throws IOException, InterruptedException {
        Map<String, String> query = query(exchange);
        String path = query.getOrDefault("path", "");
        InputStream body = exchange.getRequestBody();
        return switch (exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath()) {
            case "GET /health/live", "DELETE /clients" -> new Reply(204, new byte[0]);
            case "GET /health/ready" -> json(Map.of("state", opened.isEmpty() ? "waiting" : "open"));
            case "POST /workspace" -> open(JSON.readValue(body.readAllBytes(), WorkspaceOpen.class));
            case "PUT /files" -> restore(body);
            case "GET /changes" -> changes(query);
            case "GET /content" -> content(path, query.getOrDefault("sha256", ""));
            case "GET /file" ->
                disk.read(path).map(bytes -> new Reply(200, bytes)).orElse(new Reply(404, new byte[0]));
            case "PUT /file" -> write(path, body.readAllBytes());
            case "POST /flush" -> json(state());
            case "GET /activity" -> json(new Activity(lastUsedAt, 0, 0, false, 0));
            case "POST /notice" -> {
                notices.add(JSON.readValue(body.readAllBytes(), Notice.class));
                yield new Reply(204, new byte[0]);
            }
            default -> new Reply(404, new byte[0]);
        };
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(
                    pair.substring(0, equals),
                    URLDecoder.decode(pair.substring(equals + 1).replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return query;
    }

    private Reply open(WorkspaceOpen wanted) {
        if (opened.filter(known -> !known.equals(wanted)).isPresent()) {
            return new Reply(409, new byte[0]);
        }
        opened = Optional.of(wanted);
        return json(state());
    }

    private WorkspaceState state() {
        return new WorkspaceState(
                opened.isEmpty() ? "waiting" : "open",
                epoch,
                disk.revision(),
                disk.texts().size(),
                disk.bytes());
    }

    private Reply restore(InputStream stream) throws IOException {
        while (true) {
            JsonNode header = JSON.readTree(line(stream));
            if (header.has("end")) {
                return json(state());
            }
            int size = header.get("size").intValue();
            byte[] bytes = stream.readNBytes(size);
            if (bytes.length < size) {
                throw new EOFException("the file stream broke off");
            }
            disk.write(
                    header.get("path").stringValue(),
                    bytes,
                    header.get("executable").booleanValue());
        }
    }

    private static byte[] line(InputStream stream) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = stream.read(); next != '\n'; next = stream.read()) {
            if (next < 0) {
                throw new EOFException("the file stream broke off");
            }
            line.write(next);
        }
        return line.toByteArray();
    }

    private Reply changes(Map<String, String> query) throws InterruptedException {
        long after = Long.parseLong(query.getOrDefault("after", "0"));
        boolean complete = !epoch.equals(query.get("epoch"));
        if (!complete) {
            disk.awaitAfter(after, Duration.ofMillis(Long.parseLong(query.getOrDefault("waitMs", "0"))));
        }
        return json(disk.changes(epoch, complete, after));
    }

    private Reply content(String path, String sha256) {
        if (refusesContent) {
            return new Reply(500, new byte[0]);
        }
        return disk.read(path)
                .filter(bytes -> Sha256.of(bytes).equals(sha256))
                .map(bytes -> new Reply(200, bytes))
                .orElse(new Reply(409, new byte[0]));
    }

    private Reply write(String path, byte[] bytes) {
        disk.write(path, bytes, false);
        return json(new FileWritten(path, Sha256.of(bytes), bytes.length));
    }

    private static Reply json(Object value) {
        return new Reply(200, JSON.writeValueAsBytes(value));
    }
}
