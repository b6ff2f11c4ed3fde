package org.codearena.server.infra.http;

import io.helidon.common.mapper.MapperManager;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.NotFoundException;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.codearena.server.kernel.Closer;

/**
 * The running server: the API's routes, the web app, and the API's document. Each connection has a virtual
 * thread, so handlers are plain blocking code. Closing it makes the process unready, ends the event streams and the tunnels, lets requests
 * under way end within {@link HttpConfig#drain()}, then closes the sockets.
 */
public final class HttpServer implements AutoCloseable {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private final WebServer server;
    private final HttpConfig config;
    private final Routes routes;
    private final Health health;
    private final EventStreams streams;
    private final Upgrades upgrades;
    private final Closer tunnels;

    private HttpServer(
            WebServer server,
            HttpConfig config,
            Routes routes,
            Health health,
            EventStreams streams,
            Upgrades upgrades,
            Closer tunnels) {
        this.server = server;
        this.config = config;
        this.routes = routes;
        this.health = health;
        this.streams = streams;
        this.upgrades = upgrades;
        this.tunnels = tunnels;
    }

    public static Builder builder(HttpConfig config) {
        return new Builder(config);
    }

    /** The port that is listened on, which is of interest where a free one was asked for. */
    public int port() {
        return server.port();
    }

    /** Where people reach it. */
    public URI url() {
        return config.publicUrl().orElseGet(() -> URI.create("http://" + shownHost() + ":" + port()));
    }

    /** How many tunnels are open. */
    public int tunnels() {
        return upgrades.size();
    }

    /** Every route that is served, in the order of declaration. */
    public List<Route> routes() {
        return routes.all();
    }

    @Override
    public void close() {
        health.draining();
        streams.close();
        tunnels.close();
        server.stop();
    }

    private String shownHost() {
        return config.host().equals("0.0.0.0") ? "localhost" : config.host();
    }

    /** Collects what is served. */
    public static final class Builder {
        private final HttpConfig config;
        private final Routes routes = new Routes();
        private final List<Filter> filters = new ArrayList<>();
        private final List<HostRoute> hosts = new ArrayList<>();
        private final List<String> frames = new ArrayList<>();
        private final Closer tunnels = new Closer();
        private Optional<Peers> peers = Optional.empty();
        private Health health = new Health(List.of());
        private EventStreams streams = new EventStreams(EventStreams.Config.defaults());
        private PrometheusMeterRegistry meters = Metrics.registry();
        private String webApp = "/web/";

        private Builder(HttpConfig config) {
            this.config = config;
        }

        public Builder feature(Feature feature) {
            routes.add(feature);
            return this;
        }

        /** A filter for every request, after the server's own: where the caller is made out. */
        public Builder filter(Filter filter) {
            filters.add(filter);
            return this;
        }

        /** Serves hosts other than the app's, before everything else. */
        public Builder host(HostRoute route) {
            hosts.add(route);
            return this;
        }

        /** A source, of a content security policy, of what the app's pages may show in a frame. */
        public Builder frames(String source) {
            frames.add(source);
            return this;
        }

        /** The connections that upgrades lead to; they are the caller's to close. */
        public Builder peers(Peers connections) {
            peers = Optional.of(connections);
            return this;
        }

        public Builder health(Health checks) {
            health = checks;
            return this;
        }

        /** The streams that features serve and that must end before the server can. */
        public Builder streams(EventStreams open) {
            streams = open;
            return this;
        }

        public Builder meters(PrometheusMeterRegistry registry) {
            meters = registry;
            return this;
        }

        /** Where on the class path the web app's files are. */
        Builder webApp(String directory) {
            webApp = directory;
            return this;
        }

        /** Listens. A port that is taken is a fault that names it. */
        public HttpServer start() {
            Ports.requireFree(config.host(), config.port());
            keepMappers();
            Upgrades upgrades = upgrades();
            WebServer server = configured(upgrades).build().start();
            if (!server.isRunning()) {
                throw Ports.taken(config.host(), String.valueOf(config.port()), null);
            }
            return new HttpServer(server, config, routes, health, streams, upgrades, tunnels);
        }

        /** Helidon would make its mappers anew for each header that is read as a number, which took a tenth of a request's time. */
        @SuppressWarnings({"deprecation", "removal"}) // There is no other way to say so.
        private static void keepMappers() {
            MapperManager.global(MapperManager.create());
        }

        private Upgrades upgrades() {
            Peers connections = peers.orElseGet(() -> tunnels.add(Peers.open(config.maxConnections())));
            return tunnels.add(
                    new Upgrades(routes, new Hosts(hosts), connections, new ClientAddress(config.trustedHops())));
        }

        private WebServerConfig.Builder configured(Upgrades upgrades) {
            return WebServer.builder()
                    .shutdownHook(false)
                    .shutdownGracePeriod(config.drain())
                    .host(config.host())
                    .port(config.port())
                    .maxPayloadSize(config.maxBodyBytes())
                    .maxTcpConnections(config.maxConnections())
                    .connectionOptions(
                            socket -> socket.readTimeout(READ_TIMEOUT).tcpNoDelay(true))
                    .addProtocols(upgrades.protocols())
                    .directHandlers(Errors.direct())
                    .routing(this::route);
        }

        private void route(HttpRouting.Builder routing) {
            OwnOrigin own = new OwnOrigin(config.publicUrl());
            routing.addFilter(new Hosts(hosts))
                    .addFilter(new Parting(health))
                    .addFilter(new RequestIds())
                    .addFilter(new AccessLog(meters, new ClientAddress(config.trustedHops())))
                    .addFilter(new SecurityHeaders(config.https(), own, frames))
                    .addFilter(new Framing())
                    .addFilter(new OriginCheck(own));
            filters.forEach(routing::addFilter);
            Errors.register(routing);
            routes.all().forEach(route -> routing.route(route.method(), route.path(), route::handle));
            routing.any(Routes.BASE, this::refuse).any(Routes.BASE + "/*", this::refuse);
            for (String adminOnly : List.of("/health", "/health/*", "/metrics")) {
                // Not a page of the app: a probe of the wrong port must not find everything well.
                routing.any(adminOnly, this::refuse);
            }
            new ApiDocument(routes).declare(routing);
            new WebApp(webApp).declare(routing);
        }

        /** No route matched: the path is unknown, or it is known and the method is not. */
        private void refuse(ServerRequest request, ServerResponse response) {
            String path = request.prologue().uriPath().path();
            String allowed = routes.all().stream()
                    .filter(route -> route.matches(path))
                    .map(route -> route.method().text())
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            if (allowed.isEmpty()) {
                throw new NotFoundException("there is nothing at '" + path + "'; the API is described at '/openapi'");
            }
            response.header(HeaderNames.ALLOW, allowed);
            throw new HttpException(
                    method(request.prologue().method()) + " is not allowed at '" + path + "', allowed: " + allowed,
                    Status.METHOD_NOT_ALLOWED_405,
                    true);
        }

        private static String method(Method method) {
            return method.text().length() > 16 ? "the method" : method.text();
        }
    }
}
