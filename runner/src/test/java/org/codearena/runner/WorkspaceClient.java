package org.codearena.runner;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.codearena.runner.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a runner in workspace mode as the server does, and as a page does. */
final class WorkspaceClient implements AutoCloseable {
    static final String KEY = "0123456789abcdef".repeat(4);
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final JsonMapper JSON = WireJson.mapper();

    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param address as the runner writes it */
    WorkspaceClient(String address) {
        int colon = address.lastIndexOf(':');
        this.port = Integer.parseInt(address.substring(colon + 1));
    }

    /** What signs a request, as {@code WORKSPACE.md} says. */
    static String sign(String key, String method, String target, String subject, Instant expires) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), "HmacSHA256"));
            String text = "v1\n" + method + '\n' + target + '\n' + subject + '\n' + expires.getEpochSecond() + '\n';
            byte[] signed = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return "v1;sub=" + subject + ";exp=" + expires.getEpochSecond() + ";mac="
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String sign(String method, String target) {
        return sign(KEY, method, target, "server", Instant.now().plusSeconds(30));
    }

    URI uri(String scheme, String target) {
        return URI.create(scheme + "://127.0.0.1:" + port + target);
    }

    HttpRequest.Builder request(String method, String target, byte[] body) {
        return HttpRequest.newBuilder(uri("http", target))
                .timeout(PATIENCE)
                .header("Codearena-Signature", sign(method, target))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> call(String method, String target, byte[] body) throws Exception {
        return send(request(method, target, body));
    }

    HttpResponse<String> call(String method, String target, Object body) throws Exception {
        return call(method, target, JSON.writeValueAsBytes(body));
    }

    /** Asks, and returns before the answer is whole. */
    HttpResponse<InputStream> open(String target) throws Exception {
        return http.send(request("GET", target, new byte[0]).build(), BodyHandlers.ofInputStream());
    }

    HttpResponse<String> get(String target) throws Exception {
        return call("GET", target, new byte[0]);
    }

    /** How a request with that signature is answered; none where it is empty. */
    int status(String method, String target, String signature) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri("http", target)).timeout(PATIENCE).method(method, BodyPublishers.noBody());
        if (!signature.isEmpty()) {
            request.header("Codearena-Signature", signature);
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    /** How a request to open a WebSocket is refused. */
    int upgradeStatus(String target, String subprotocol, String signature) {
        WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols(subprotocol);
        if (!signature.isEmpty()) {
            builder.header("Codearena-Signature", signature);
        }
        CompletionException refused = assertThrows(
                CompletionException.class,
                () -> builder.buildAsync(uri("ws", target), new WebSocket.Listener() {})
                        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join());
        return refused.getCause() instanceof WebSocketHandshakeException handshake
                ? handshake.getResponse().statusCode()
                : -1;
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    Page page(String client) {
        return page(client, "server");
    }

    /** Connects as a tab that calls itself so, and says hello. */
    Page page(String client, String subject) {
        Page page = connect(subject);
        page.hello(client);
        return page;
    }

    Page connect(String subject) {
        Page page = new Page();
        WebSocket _ = upgrade(page, "/connect", "codearena.workspace.v1", subject);
        return page;
    }

    /** Opens a WebSocket of any kind. */
    WebSocket upgrade(WebSocket.Listener listener, String target, String subprotocol, String subject) {
        String signature = sign(KEY, "GET", target, subject, Instant.now().plusSeconds(30));
        return http.newWebSocketBuilder()
                .header("Codearena-Signature", signature)
                .subprotocols(subprotocol)
                .buildAsync(uri("ws", target), listener)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
