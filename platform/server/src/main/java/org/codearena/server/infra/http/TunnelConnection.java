package org.codearena.server.infra.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.codearena.server.kernel.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection whose request asked for a WebSocket: it is decided on, led to a peer, and forwarded until it ends; or refused with a
 * problem document, after which the connection is closed. Holds no permit of the server's limit on requests, which is for work.
 */
final class TunnelConnection implements ServerConnection {
    private static final Logger LOG = LoggerFactory.getLogger("org.codearena.access");
    /** For a peer to agree. */
    private static final Duration AGREE = Duration.ofSeconds(10);

    private final ConnectionContext context;
    private final Upgrade upgrade;
    private final UpgradeRequest request;
    private final Upgrades upgrades;
    private volatile Optional<Tunnel> tunnel = Optional.empty();
    private volatile boolean closed;

    TunnelConnection(ConnectionContext context, Upgrade upgrade, UpgradeRequest request, Upgrades upgrades) {
        this.context = context;
        this.upgrade = upgrade;
        this.request = request;
        this.upgrades = upgrades;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        try {
            WebSocketHandshake handshake = WebSocketHandshake.of(request.headers());
            forward(handshake, upgrade.accept(request));
        } catch (RuntimeException refused) {
            refuse(refused);
        }
    }

    @Override
    @SuppressWarnings("removal")
    public void handle(Semaphore requests) {
        throw new UnsupportedOperationException("the server asks with a limit");
    }

    private void forward(WebSocketHandshake handshake, Upgrade.Destination destination) throws InterruptedException {
        try (Peer peer = connect(destination)) {
            peer.allow(AGREE.compareTo(destination.quiet()) < 0 ? AGREE : destination.quiet());
            List<Field> answer = agree(peer, handshake, destination);
            Tunnel opened = new Tunnel(context, peer, destination.quiet());
            tunnel = Optional.of(opened);
            upgrades.opened(opened);
            try {
                runWatched(opened, answer, destination.opened());
            } finally {
                upgrades.closed(opened);
            }
        }
    }

    private void runWatched(Tunnel opened, List<Field> answer, Function<Tunnel, Runnable> watcher)
            throws InterruptedException {
        Runnable atEnd = watcher.apply(opened);
        try {
            run(opened, answer);
        } finally {
            atEnd.run();
        }
    }

    private void run(Tunnel opened, List<Field> answer) throws InterruptedException {
        if (closed || !opened.isOpen()) {
            throw Fault.unavailable("the server is stopping, or who asked may not ask any more", Duration.ofSeconds(1));
        }
        log(101);
        try {
            write("101 Switching Protocols", answer, new byte[0]);
        } catch (UncheckedIOException gone) {
            return;
        }
        opened.run();
    }

    private Peer connect(Upgrade.Destination destination) {
        try {
            return upgrades.peers().connect(destination.address());
        } catch (IOException failure) {
            throw new PeerRefusal(502, "the session does not answer");
        }
    }

    private static List<Field> agree(Peer peer, WebSocketHandshake handshake, Upgrade.Destination destination) {
        try {
            List<Field> fields = new ArrayList<>(destination.fields());
            fields.removeIf(field -> WebSocketHandshake.isPart(field.name()));
            fields.addAll(handshake.asked(destination.subprotocol()));
            peer.send("GET", destination.target(), fields);
            Head head = peer.head();
            if (head.status() != 101) {
                throw PeerRefusal.of(head.status());
            }
            List<Field> answer = new ArrayList<>(handshake.answered(head, destination.subprotocol()));
            destination.answered().apply(head.fields()).stream()
                    .filter(field -> !WebSocketHandshake.isPart(field.name()) && !HopByHop.is(field.name()))
                    .forEach(answer::add);
            return answer;
        } catch (IOException failure) {
            throw new PeerRefusal(502, "the session does not answer as it should");
        }
    }

    /** What the peer says instead of agreeing. */
    static final class PeerRefusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        PeerRefusal(int status, String message) {
            super(message);
            this.status = status;
        }

        /** A refusal stays what it is; anything else, a redirect among them, is none. */
        static PeerRefusal of(int status) {
            return status >= 400
                    ? new PeerRefusal(status, "the session refused the WebSocket with status " + status)
                    : new PeerRefusal(502, "the session answered a WebSocket with status " + status);
        }

        int status() {
            return status;
        }
    }

    private void refuse(RuntimeException failure) {
        Errors.Refusal refusal = Errors.refusal(failure);
        log(refusal.status());
        List<Field> fields = new ArrayList<>(refusal.fields());
        fields.add(new Field("Connection", "close"));
        fields.add(new Field("Content-Length", String.valueOf(refusal.body().length)));
        try {
            write(refusal.status() + " " + refusal.title(), fields, refusal.body());
        } catch (UncheckedIOException gone) {
            // Nobody is there to be told.
        }
    }

    private void write(String status, List<Field> fields, byte[] body) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        fields.forEach(field -> head.append(field.line()));
        byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        context.dataWriter().writeNow(BufferData.create(bytes), BufferData.create(body));
    }

    private void log(int status) {
        LOG.atInfo()
                .addKeyValue("method", "GET")
                .addKeyValue("path", request.target().split("\\?", 2)[0])
                .addKeyValue("status", status)
                .addKeyValue("address", request.address())
                .log("upgrade answered");
    }

    /** Never idle: a tunnel has a rule of its own for that. */
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
        closed = true;
        tunnel.ifPresent(Tunnel::cut);
    }
}
