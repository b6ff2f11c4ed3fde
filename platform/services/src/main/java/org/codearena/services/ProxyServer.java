package org.codearena.services;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A private HAProxy before several servers of one kind: each request goes to one that says it is ready. A server that is away, or
 * goes away, costs nobody an answer as long as it can be known that it has not begun with the request; with a read it may have.
 *
 * <p>Safe for use by several threads.
 */
public final class ProxyServer implements AutoCloseable {
    private static final String NAME = "proxy";

    private final Server server;
    private final Supervisor supervisor;

    private ProxyServer(Server server, Supervisor supervisor) {
        this.server = server;
        this.supervisor = supervisor;
    }

    /**
     * One of the servers behind it, on the loopback interface.
     *
     * @param port where requests are sent
     * @param adminPort where {@code /health/ready} says with 200 that they may be
     */
    public record Backend(String name, int port, int adminPort) {}

    /**
     * Where it listens, on the loopback interface.
     *
     * @param port for people
     * @param adminPort says at {@code /health/ready} whether any server is ready; all else there is passed on to the admin port of one
     */
    public record Ports(int port, int adminPort) {}

    /** How often each server is asked whether it is ready, at the most; what two answers say is believed. */
    public static final Duration CHECKED_EVERY = Duration.ofMillis(500);

    /** Starts the installed {@code haproxy}; returns when any of the servers is ready. */
    public static ProxyServer start(Home home, Ports ports, List<Backend> backends) {
        var server = Server.prepare(home, ports, backends);
        return new ProxyServer(server, Supervisor.start(server, home));
    }

    /** Fails, with the package that brings it, where HAProxy is not installed. */
    public static void requireInstalled() {
        Path _ = Server.installed();
    }

    public URI health() {
        return URI.create("http://127.0.0.1:" + server.ports.adminPort() + "/health/ready");
    }

    @Override
    public void close() {
        supervisor.close();
    }

    private record Server(Path settings, Path executable, Unprivileged who, Ports ports, List<Backend> backends)
            implements Program {
        private static final int FIRST_FREE_FOR_ALL = 1024;

        static Server prepare(Home home, Ports ports, List<Backend> backends) {
            // Only root may listen on a port below.
            Unprivileged who = ports.port() < FIRST_FREE_FOR_ALL ? Unprivileged.OURSELVES : Unprivileged.best();
            Path settings = home.run().resolve("haproxy.cfg");
            try {
                Home.writeWhole(settings, settings(ports, backends));
                who.mayReach(home, home.run());
                who.own(settings);
            } catch (IOException failed) {
                throw new ServiceException("cannot prepare " + settings + ": " + failed, failed);
            }
            return new Server(settings, installed(), who, ports, backends);
        }

        static Path installed() {
            return Programs.need("haproxy", "haproxy");
        }

        /**
         * Timeouts are longer than the silence of an event stream or a WebSocket, which a heartbeat breaks. A server that is slow to say
         * that it is ready is not away: where the machine is busy all are slow, and nobody would be answered (seen with 3 s). A connection to a server
         * carries one request: one that a server closes at its end is never just being used again. Only reads are sent a second time once
         * they have been sent.
         */
        private static String settings(Ports ports, List<Backend> backends) {
            return """
                    global
                        maxconn 4000
                        no strict-limits
                        hard-stop-after 10s

                    defaults
                        mode http
                        maxconn 4000
                        balance leastconn
                        option forwardfor
                        option http-server-close
                        http-reuse never
                        option redispatch 1
                        retries 3
                        retry-on conn-failure empty-response
                        timeout connect 2s
                        timeout check 10s
                        timeout http-request 30s
                        timeout http-keep-alive 75s
                        timeout client 90s
                        timeout server 90s
                        timeout tunnel 1h
                        http-error status 502 content-type application/problem+json string '{"status":502,"title":"Bad Gateway","detail":"the server ended while it answered; ask again"}'
                        http-error status 503 content-type application/problem+json string '{"status":503,"title":"Service Unavailable","detail":"no server is ready"}' hdr Retry-After 1

                    frontend people
                        bind 127.0.0.1:%d
                        default_backend servers

                    backend servers
                        http-request disable-l7-retry unless METH_GET
                        option httpchk
                        http-check send meth GET uri /health/ready ver HTTP/1.1 hdr Host 127.0.0.1
                        http-check expect status 200
                        default-server check inter %dms fall 2 rise 1
                    %s

                    frontend operators
                        bind 127.0.0.1:%d
                        monitor-uri /health/ready
                        monitor fail if { nbsrv(servers) lt 1 }
                        default_backend admin-ports

                    backend admin-ports
                        # The same one each time, or its counters would seem to fall.
                        balance first
                    %s
                    """.formatted(
                            ports.port(),
                            CHECKED_EVERY.toMillis(),
                            lines(backends, "    server %1$s 127.0.0.1:%2$d port %3$d"),
                            ports.adminPort(),
                            lines(backends, "    server %1$s 127.0.0.1:%3$d track servers/%1$s"));
        }

        private static String lines(List<Backend> backends, String form) {
            return backends.stream()
                    .map(each -> form.formatted(each.name(), each.port(), each.adminPort()))
                    .collect(Collectors.joining("\n"));
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public ChildCommand command() {
            return new ChildCommand(
                    who.command(),
                    Optional.of("TERM"),
                    List.of(executable.toString(), "-db", "-f", settings.toString()),
                    Map.of());
        }

        /** It lets requests under way end. */
        @Override
        public String stopSignal() {
            return "USR1";
        }

        @Override
        public Duration readyWithin() {
            return Duration.ofMinutes(1);
        }

        @Override
        public boolean answers() {
            return Loopback.isWell(ports.adminPort(), "/health/ready");
        }
    }
}
