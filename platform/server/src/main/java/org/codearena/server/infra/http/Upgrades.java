package org.codearena.server.infra.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ProtocolConfig;
import io.helidon.webserver.spi.ServerConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests for WebSockets out of the server's ordinary way: to a host of its own, or by path to the routes that are declared as
 * upgrades. What asks for a WebSocket where there is none is an ordinary request, and is answered as such. Knows every open
 * tunnel, and ends them all when the server stops. Thread-safe.
 */
final class Upgrades implements AutoCloseable {
    private final Routes routes;
    private final Hosts hosts;
    private final Peers peers;
    private final ClientAddress addresses;
    private final Set<Tunnel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Upgrades(Routes routes, Hosts hosts, Peers peers, ClientAddress addresses) {
        this.routes = routes;
        this.hosts = hosts;
        this.peers = peers;
        this.addresses = addresses;
    }

    /** For each way in which clients write the protocol's name: the server tells them apart, the standard does not. */
    List<ProtocolConfig> protocols() {
        return Stream.of("websocket", "WebSocket", "Websocket")
                .<ProtocolConfig>map(name -> new UpgradeProvider.Handed(name, upgrader(name)))
                .toList();
    }

    private Http1Upgrader upgrader(String name) {
        return new Http1Upgrader() {
            @Override
            public String supportedProtocol() {
                return name;
            }

            @Override
            public @Nullable ServerConnection upgrade(
                    ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
                return connection(context, prologue, headers).orElse(null);
            }
        };
    }

    private Optional<ServerConnection> connection(ConnectionContext context, HttpPrologue prologue, Headers headers) {
        if (!prologue.method().equals(Method.GET)) {
            return Optional.empty();
        }
        String path = prologue.uriPath().path();
        String host = headers.first(HeaderNames.HOST).orElse("");
        Optional<HostRoute> ofHost = hosts.of(host);
        if (ofHost.isPresent()) {
            UpgradeRequest request = request(context, prologue, headers, Map.of());
            return Optional.of(new TunnelConnection(context, ofHost.get(), request, this));
        }
        return routes.all().stream()
                .filter(route -> route.upgrade().isPresent() && route.matches(path))
                .findFirst()
                .map(route -> new TunnelConnection(
                        context,
                        route.upgrade().get(),
                        request(context, prologue, headers, route.parameters(path)),
                        this));
    }

    private UpgradeRequest request(
            ConnectionContext context, HttpPrologue prologue, Headers headers, Map<String, String> parameters) {
        return new UpgradeRequest(
                Targets.of(prologue), headers, parameters, addresses.of(headers, context.remotePeer()));
    }

    Peers peers() {
        return peers;
    }

    void opened(Tunnel tunnel) {
        open.add(tunnel);
        if (closed) {
            tunnel.cut();
        }
    }

    void closed(Tunnel tunnel) {
        open.remove(tunnel);
    }

    int size() {
        return open.size();
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(Tunnel::cut);
    }
}
