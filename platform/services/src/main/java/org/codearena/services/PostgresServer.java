package org.codearena.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A private PostgreSQL: on the loopback interface alone, with passwords, and with fsync, so that nothing committed is
 * lost.
 *
 * <p>Whoever uses a database gets the role {@code codearena}, which owns that database and nothing else. The superuser's
 * password never leaves this class. Safe for use by several threads.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String NAME = "postgres";
    private static final String SUPERUSER = "postgres";
    private static final String ROLE = "codearena";
    private static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final Server server;
    private final Supervisor supervisor;
    private final String rolePassword;

    private PostgresServer(Server server, Supervisor supervisor, String rolePassword) {
        this.server = server;
        this.supervisor = supervisor;
        this.rolePassword = rolePassword;
    }

    /** Where a database is and who may use it. */
    public record Database(String url, String user, String password) {
        /** Without the password: this text may end up in a log. */
        @Override
        public String toString() {
            return url + " as " + user;
        }
    }

    /** Starts the server on the data kept below the home, which is made the first time; returns when it answers. */
    public static PostgresServer start(Home home) {
        return start(home, home.directory(NAME));
    }

    /** Likewise, with its programs unpacked into a directory that several homes may share. */
    public static PostgresServer start(Home home, Path programs) {
        return start(home, programs, Unprivileged.best(), true);
    }

    /** Likewise, but nothing waits for the disk: for data that outlives a killed process, though not the machine. */
    public static PostgresServer startUnsynced(Home home, Path programs) {
        return start(home, programs, Unprivileged.best(), false);
    }

    static PostgresServer start(Home home, Path programs, Unprivileged who, boolean fsync) {
        var server = Server.prepare(home, PostgresBinaries.in(programs), who, fsync);
        var supervisor = Supervisor.start(server, home);
        try {
            String password = home.secret(NAME, "password");
            ensureRole(server, password);
            return new PostgresServer(server, supervisor, password);
        } catch (ServiceException failed) {
            supervisor.close();
            throw failed;
        }
    }

    /** The database of that name, created if it is missing. */
    public Database database(String name) {
        requireName(name);
        if (!server.exists("select 1 from pg_database where datname = '%s'".formatted(name))) {
            server.execute("create database %s owner %s".formatted(name, ROLE));
        }
        return new Database(server.url(name), ROLE, rolePassword);
    }

    /** Removes a database, whoever still uses it. */
    public void drop(String name) {
        requireName(name);
        server.execute("drop database if exists %s with (force)".formatted(name));
    }

    /** The pid of the running server; empty while it is being started again. */
    public OptionalLong pid() {
        return supervisor.pid();
    }

    /** Stops the server: its clients are cut off, what they committed is kept. */
    @Override
    public void close() {
        supervisor.close();
    }

    private static void ensureRole(Server server, String password) {
        boolean known = server.exists("select 1 from pg_roles where rolname = '%s'".formatted(ROLE));
        // Set at each start, as the file may have been lost and made anew.
        server.execute("%s role %s login password '%s'".formatted(known ? "alter" : "create", ROLE, password));
    }

    private static void requireName(String name) {
        if (!DATABASE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no database name; allowed is what matches %s".formatted(name, DATABASE_NAME));
        }
    }

    private static final class Server implements Program {
        private static final Duration INITIALIZE_WITHIN = Duration.ofMinutes(2);

        private final Home home;
        private final Unprivileged who;
        private final PostgresBinaries binaries;
        private final Path data;
        private final String password;
        private final boolean fsync;
        private volatile int port;

        private Server(
                Home home, Unprivileged who, PostgresBinaries binaries, Path data, String password, boolean fsync) {
            this.home = home;
            this.who = who;
            this.binaries = binaries;
            this.data = data;
            this.password = password;
            this.fsync = fsync;
        }

        static Server prepare(Home home, PostgresBinaries binaries, Unprivileged who, boolean fsync) {
            Path directory = home.directory(NAME);
            var server = new Server(
                    home, who, binaries, directory.resolve("data"), home.secret(NAME, "superuser-password"), fsync);
            try {
                who.mayReach(home, directory);
            } catch (IOException failed) {
                throw new ServiceException("cannot prepare " + directory + ": " + failed, failed);
            }
            if (!Files.exists(server.data)) {
                server.initialize(directory.resolve("superuser-password"));
            }
            server.port = home.port(NAME, "port");
            return server;
        }

        /** Under another name first, so that an interrupted initdb is never taken for a database. */
        private void initialize(Path passwordFile) {
            Path part = data.resolveSibling("data.new");
            try {
                Home.deleteTree(part);
                Files.createDirectory(part);
                who.own(part);
                who.own(passwordFile);
                var initdb = new ChildCommand(
                        who.command(),
                        Optional.of("KILL"),
                        List.of(
                                binaries.program("initdb").toString(),
                                "--pgdata=" + part,
                                "--username=" + SUPERUSER,
                                "--pwfile=" + passwordFile,
                                fsync ? "--sync-method=fsync" : "--no-sync",
                                "--encoding=UTF8",
                                // The machine's locales differ; PostgreSQL's own is the same everywhere.
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--locale=C",
                                "--auth=scram-sha-256"),
                        Map.of());
                initdb.runToEnd(new LogFile(home.log().resolve("initdb.log")), INITIALIZE_WITHIN);
                Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException failed) {
                throw new ServiceException("cannot make the database in " + data + ": " + failed, failed);
            }
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public ChildCommand command() {
            return new ChildCommand(
                    who.command(),
                    // A fast shutdown; TERM would wait for clients that are gone with us.
                    Optional.of(stopSignal()),
                    List.of(
                            binaries.program("postgres").toString(),
                            "-D",
                            data.toString(),
                            "-p",
                            Integer.toString(port),
                            "-clisten_addresses=127.0.0.1",
                            "-cunix_socket_directories=",
                            "-cfsync=" + (fsync ? "on" : "off"),
                            "-cmax_connections=200",
                            "-cwal_level=minimal",
                            "-cmax_wal_senders=0",
                            "-cjit=off",
                            "-ctimezone=UTC",
                            "-clog_timezone=UTC"),
                    Map.of());
        }

        @Override
        public String stopSignal() {
            return "INT";
        }

        /** Long, because a recovery after a crash reads back what had not reached the tables. */
        @Override
        public Duration readyWithin() {
            return Duration.ofMinutes(2);
        }

        @Override
        public boolean answers() {
            try {
                return ask(statement -> statement.execute("select 1"));
            } catch (SQLException notYet) {
                return false;
            }
        }

        @Override
        public boolean movedToAnotherPort() {
            int before = port;
            port = home.port(NAME, "port");
            return port != before;
        }

        String url(String database) {
            return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
        }

        boolean exists(String query) {
            try {
                return ask(statement -> {
                    try (ResultSet rows = statement.executeQuery(query)) {
                        return rows.next();
                    }
                });
            } catch (SQLException failed) {
                throw new ServiceException("the database did not answer: " + failed.getMessage(), failed);
            }
        }

        void execute(String command) {
            try {
                ask(statement -> statement.execute(command));
            } catch (SQLException failed) {
                throw new ServiceException("the database refused: " + failed.getMessage(), failed);
            }
        }

        private <T> T ask(Question<T> question) throws SQLException {
            var properties = new Properties();
            properties.setProperty("user", SUPERUSER);
            properties.setProperty("password", password);
            properties.setProperty("connectTimeout", "2");
            properties.setProperty("socketTimeout", "60");
            try (Connection connection = DriverManager.getConnection(url("postgres"), properties);
                    Statement statement = connection.createStatement()) {
                return question.ask(statement);
            }
        }
    }

    private interface Question<T> {
        T ask(Statement statement) throws SQLException;
    }
}
