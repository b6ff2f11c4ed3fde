package org.codearena.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PostgresServerTest {
    private static final Path PROGRAMS = Path.of("target", "test-services").toAbsolutePath();

    @TempDir
    private Path directory;

    @Test
    void aRestartFindsWhatWasCommitted() throws SQLException {
        try (PostgresServer server = start()) {
            execute(server.database("app"), "create table kept (n int)", "insert into kept values (42)");
        }
        try (PostgresServer server = start()) {
            assertEquals("42", query(server.database("app"), "select n from kept"));
        }
    }

    @Test
    void settingsKeepWhatIsCommitted() throws SQLException {
        try (PostgresServer server = PostgresServer.start(new Home(directory), PROGRAMS)) {
            var app = server.database("app");
            assertEquals("on", query(app, "show fsync"));
            assertEquals("UTC", query(app, "show log_timezone"));
            assertEquals("127.0.0.1", query(app, "show listen_addresses"));
            assertEquals("äÖ", query(app, "select lower('Ä') || upper('ö')"));
        }
    }

    @Test
    void nobodyComesInWithoutThePassword() {
        try (PostgresServer server = start()) {
            var app = server.database("app");
            var guess = new PostgresServer.Database(app.url(), app.user(), "guess");
            SQLException refused = assertThrows(SQLException.class, () -> query(guess, "select 1"));
            assertEquals("28P01", refused.getSQLState());
            assertFalse(app.toString().contains(app.password()));
        }
    }

    @Test
    void theRoleIsNoSuperuser() throws SQLException {
        try (PostgresServer server = start()) {
            assertEquals("off", query(server.database("app"), "show is_superuser"));
        }
    }

    @Test
    void aServerThatDiesIsStartedAgainOnTheSameAddress() throws Exception {
        try (PostgresServer server = start()) {
            var app = server.database("app");
            execute(app, "create table kept (n int)", "insert into kept values (42)");
            long pid = server.pid().orElseThrow();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            Await.until("the server answers again", () -> server.pid().orElse(pid) != pid && answers(app));
            assertEquals("42", query(app, "select n from kept"));
        }
    }

    @Test
    void aTakenPortIsLeftToItsOwner() throws Exception {
        Home home = new Home(directory);
        try (var foreign = new ServerSocket(home.port("postgres", "port"))) {
            try (PostgresServer server = start()) {
                assertFalse(server.database("app").url().contains(":" + foreign.getLocalPort() + "/"));
            }
        }
    }

    @Test
    void aBrokenDataDirectoryIsToldWithTheServersOwnWords() throws Exception {
        start().close();
        Files.delete(directory.resolve("postgres/data/global/pg_control"));
        var failed = assertThrows(ServiceException.class, this::start);
        assertTrue(failed.getMessage().contains("pg_control"), failed.getMessage());
        assertTrue(failed.getMessage().contains("postgres.log"), failed.getMessage());
    }

    @Test
    void nothingRunsAfterClosingAndSecretsAreForUsAlone() throws Exception {
        PostgresServer server = start();
        long pid = server.pid().orElseThrow();
        server.close();
        assertFalse(ProcessHandle.of(pid).isPresent());
        assertFalse(Files.exists(directory.resolve("run/postgres.pid")));
        for (String secret : new String[] {"postgres/password", "postgres/superuser-password"}) {
            var mode = Files.getPosixFilePermissions(directory.resolve(secret));
            assertEquals("rw-------", PosixFilePermissions.toString(mode), secret);
        }
    }

    @ParameterizedTest
    @EnumSource(Unprivileged.class)
    void runsWithoutRootHoweverThatIsDone(Unprivileged who) throws Exception {
        if (who == Unprivileged.OURSELVES && Unprivileged.best() != Unprivileged.OURSELVES) {
            var refused = assertThrows(
                    ServiceException.class, () -> PostgresServer.start(new Home(directory), PROGRAMS, who, false));
            assertTrue(refused.getMessage().contains("root"), refused.getMessage());
            return;
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        try (PostgresServer server = PostgresServer.start(new Home(directory.resolve("home")), PROGRAMS, who, false)) {
            assertEquals("1", query(server.database("app"), "select 1"));
        }
    }

    @Test
    void asNobodyADirectoryItCannotReachIsToldByName() throws Exception {
        assumeTrue(Unprivileged.best() != Unprivileged.OURSELVES, "only root can become nobody");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        var refused = assertThrows(
                ServiceException.class,
                () -> PostgresServer.start(new Home(directory.resolve("home")), PROGRAMS, Unprivileged.NOBODY, false));
        assertTrue(refused.getMessage().contains(directory.toString()), refused.getMessage());
    }

    private PostgresServer start() {
        return PostgresServer.startUnsynced(new Home(directory), PROGRAMS);
    }

    private static boolean answers(PostgresServer.Database database) {
        try {
            return query(database, "select 1").equals("1");
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static String query(PostgresServer.Database database, String query) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertTrue(rows.next(), query);
            return rows.getString(1);
        }
    }

    private static void execute(PostgresServer.Database database, String... commands) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    private static Connection connect(PostgresServer.Database database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }
}
