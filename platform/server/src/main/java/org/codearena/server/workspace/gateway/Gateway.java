package org.codearena.server.workspace.gateway;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.codearena.server.identity.Identity;
import org.codearena.server.infra.http.ClientAddress;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.HostRoute;
import org.codearena.server.infra.http.HttpConfig;
import org.codearena.server.infra.http.OwnOrigin;
import org.codearena.server.infra.http.Peers;
import org.redisson.api.RedissonClient;

/** The door of this feature: the routes into sessions, and the hosts of previews. */
public final class Gateway implements AutoCloseable {
    /**
     * How it is reached.
     *
     * @param previewHost below which each port of each session has a host of its own
     * @param publicUrl what people type; without one the app is where it is asked
     * @param trustedHops how many proxies stand before us
     * @param ticketLife how soon a ticket must be used
     */
    public record Config(String previewHost, Optional<URI> publicUrl, int trustedHops, Duration ticketLife) {
        private static final Duration TICKET_LIFE = Duration.ofSeconds(30);

        /** The usual one for a server that listens so. */
        public static Config of(HttpConfig http, String previewHost) {
            return new Config(previewHost, http.publicUrl(), http.trustedHops(), TICKET_LIFE);
        }
    }

    private final PreviewHosts hosts;
    private final OpenWays ways;
    private final GatewayRoutes routes;
    private final Previews previews;

    private Gateway(
            Identity identity,
            SessionDirectory directory,
            TicketStore store,
            Peers peers,
            InstantSource clock,
            Config config) {
        SessionAccess access = new SessionAccess(directory, clock);
        Tickets tickets = new Tickets(store, config.ticketLife());
        this.hosts = new PreviewHosts(config.previewHost(), config.publicUrl());
        this.ways = new OpenWays(identity, directory, new RunnerCalls(peers, access));
        OwnOrigin own = new OwnOrigin(config.publicUrl());
        this.routes =
                new GatewayRoutes(tickets, access, new ConnectUpgrade(identity, tickets, access, ways, own), hosts);
        this.previews = new Previews(new Previews.Parts(
                identity,
                tickets,
                access,
                ways,
                peers,
                hosts,
                new PreviewCookie(hosts, clock),
                new ClientAddress(config.trustedHops())));
    }

    /** For one of several replicas, which share tickets through Redis. */
    public static Gateway shared(
            Identity identity,
            SessionDirectory directory,
            RedissonClient redis,
            Peers peers,
            InstantSource clock,
            Config config) {
        return new Gateway(identity, directory, TicketStore.shared(redis, clock), peers, clock, config);
    }

    /** For a single process. */
    static Gateway local(
            Identity identity, SessionDirectory directory, Peers peers, InstantSource clock, Config config) {
        return new Gateway(identity, directory, TicketStore.local(clock), peers, clock, config);
    }

    /** Begins to end what is open when its login ends. */
    public void start() {
        ways.start();
    }

    public Feature routes() {
        return routes;
    }

    /** To be served before everything else. */
    public HostRoute previews() {
        return previews;
    }

    /** What the app's pages must be allowed to show in a frame. */
    public String frameSource() {
        return hosts.frameSource();
    }

    /** How many ways into sessions are open. */
    public int open() {
        return ways.size();
    }

    OpenWays ways() {
        return ways;
    }

    @Override
    public void close() {
        ways.close();
    }
}
