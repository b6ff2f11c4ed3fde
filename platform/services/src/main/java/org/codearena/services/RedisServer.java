package org.codearena.services;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A private Redis: on the loopback interface alone, with a password, and with its data kept in an append-only file.
 *
 * <p>Safe for use by several threads.
 */
public final class RedisServer implements AutoCloseable {
    private static final String NAME = "redis";

    private final Server server;
    private final Supervisor supervisor;

    private RedisServer(Server server, Supervisor supervisor) {
        this.server = server;
        this.supervisor = supervisor;
    }

    /** Where the server is and what opens it. */
    public record Address(String host, int port, String password) {
        /** The address as Redis clients write it, without the password. */
        public String url() {
            return "redis://%s:%d".formatted(host, port);
        }

        /** Without the password: this text may end up in a log. */
        @Override
        public String toString() {
            return url();
        }
    }

    /** Starts the installed {@code redis-server} on the data kept below the home; returns when it answers. */
    public static RedisServer start(Home home) {
        var server = Server.prepare(home);
        return new RedisServer(server, Supervisor.start(server, home));
    }

    public Address address() {
        return server.address();
    }

    /** The pid of the running server; empty while it is being started again. */
    public OptionalLong pid() {
        return supervisor.pid();
    }

    @Override
    public void close() {
        supervisor.close();
    }

    private static final class Server implements Program {
        private final Home home;
        private final Path executable;
        private final Path directory;
        private final String password;
        private volatile int port;

        private Server(Home home, Path executable, Path directory, String password) {
            this.home = home;
            this.executable = executable;
            this.directory = directory;
            this.password = password;
        }

        static Server prepare(Home home) {
            var server = new Server(
                    home,
                    Programs.need("redis-server", "redis-server"),
                    home.directory(NAME),
                    home.secret(NAME, "password"));
            server.port = home.port(NAME, "port");
            return server;
        }

        Address address() {
            return new Address("127.0.0.1", port, password);
        }

        @Override
        public String name() {
            return NAME;
        }

        /** With a file for the settings: a command line shows the password to everybody on the machine. */
        @Override
        public ChildCommand command() {
            Path settings = directory.resolve("redis.conf");
            Home.writeWhole(settings, """
                    bind 127.0.0.1
                    port %d
                    requirepass %s
                    dir "%s"
                    appendonly yes
                    appendfsync everysec
                    save ""
                    maxmemory 256mb
                    maxmemory-policy volatile-lru
                    daemonize no
                    logfile ""
                    loglevel notice
                    """.formatted(port, password, quoted(directory)));
            return new ChildCommand(
                    List.of(),
                    Optional.of(stopSignal()),
                    List.of(executable.toString(), settings.toString()),
                    Map.of());
        }

        @Override
        public String stopSignal() {
            return "TERM";
        }

        /** Long, as Redis reads its whole file back before it answers. */
        @Override
        public Duration readyWithin() {
            return Duration.ofMinutes(1);
        }

        @Override
        public boolean answers() {
            byte[] question = "AUTH %s\r\nPING\r\n".formatted(password).getBytes(StandardCharsets.US_ASCII);
            byte[] answer = "+OK\r\n+PONG\r\n".getBytes(StandardCharsets.US_ASCII);
            return Loopback.answers(port, question, answer);
        }

        @Override
        public boolean movedToAnotherPort() {
            int before = port;
            port = home.port(NAME, "port");
            return port != before;
        }

        private static String quoted(Path path) {
            return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        }
    }
}
