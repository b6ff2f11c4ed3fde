package org.codearena.runner.workspace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.HeaderName;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsConnection;
import io.helidon.webserver.websocket.WsUpgrader;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.codearena.runner.signature.Signature;
import org.codearena.runner.signature.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Requests that become WebSockets: those of clients, which end here, and those of the preview, which go on to a program.
 * Filters are not asked about upgrades, so the signature is checked here; what is refused becomes an ordinary request,
 * whose answer says why.
 */
final class Upgrades extends WsUpgrader {
    static final String CONNECT = "/connect";
    static final String SUBPROTOCOL = "codearena.workspace.v1";

    private final Workspace workspace;
    private final Signature signature;
    private final Requests requests;
    private final Preview preview;

    Upgrades(WsConfig config, Workspace workspace, Signature signature, Requests requests, Preview preview) {
        super(config);
        this.workspace = workspace;
        this.signature = signature;
        this.requests = requests;
        this.preview = preview;
    }

    /** @return nothing when it is to be answered as an ordinary request */
    @Override
    public @Nullable ServerConnection upgrade(
            ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
        Optional<Subject> subject = signature.check(prologue, first(headers, Signature.HEADER));
        if (subject.isEmpty()) {
            return null;
        }
        return prologue.uriPath().rawPath().equals(CONNECT)
                ? connect(context, prologue, headers, subject.get())
                : tunnel(context, prologue, headers);
    }

    private static Optional<String> first(Headers headers, HeaderName name) {
        return headers.contains(name) ? Optional.of(headers.get(name).get()) : Optional.empty();
    }

    private @Nullable ServerConnection connect(
            ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers, Subject subject) {
        Optional<String> accept = first(headers, WS_KEY).flatMap(key -> accept(context, key));
        boolean sameVersion =
                first(headers, WS_VERSION).filter(SUPPORTED_VERSION::equals).isPresent();
        if (accept.isEmpty() || !sameVersion || !speaksOurs(headers) || !workspace.isOpen()) {
            return null;
        }
        String answer = SWITCHING_PROTOCOL_PREFIX + accept.get() + "\r\n" + PROTOCOL.defaultCase() + ": " + SUBPROTOCOL
                + SWITCHING_PROTOCOLS_SUFFIX;
        context.dataWriter().writeNow(BufferData.create(answer.getBytes(US_ASCII)));
        ClientSocket socket = new ClientSocket(subject, workspace.clients(), requests);
        WsConnection connection =
                WsConnection.create(context, prologue, WritableHeaders.create(), accept.get(), socket);
        socket.onCut(() -> connection.close(true));
        return new Watched(connection, socket);
    }

    private Optional<String> accept(ConnectionContext context, String key) {
        try {
            return Optional.of(hash(context, key));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    private static boolean speaksOurs(Headers headers) {
        return first(headers, PROTOCOL)
                .filter(offered -> Arrays.asList(offered.split(" *, *")).contains(SUBPROTOCOL))
                .isPresent();
    }

    private @Nullable ServerConnection tunnel(ConnectionContext context, HttpPrologue prologue, Headers headers) {
        Optional<Preview.Upgraded> upgraded = preview.upgrade(prologue, headers);
        if (upgraded.isEmpty()) {
            return null;
        }
        context.dataWriter().writeNow(BufferData.create(upgraded.get().head()));
        return new Tunnel(context, upgraded.get().program());
    }

    /** Of a connection that breaks off the listener hears nothing; the thread that served it always comes back. */
    private record Watched(WsConnection connection, ClientSocket socket) implements ServerConnection {
        @Override
        public void handle(Limit limit) {
            try {
                connection.handle(limit);
            } finally {
                socket.gone();
            }
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }
    }
}
