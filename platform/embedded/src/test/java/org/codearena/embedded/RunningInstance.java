package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.codearena.services.Home;
import org.codearena.services.ProcessMark;

/** A whole CodeArena in processes of its own, and ways to hurt it. */
final class RunningInstance {
    private static final long BOUND_SECONDS = 300;
    private static final long POLL_MILLIS = 100;

    private final Path directory;
    private final DataDirectory data;

    RunningInstance(Path directory) {
        this.directory = directory;
        this.data = new DataDirectory(directory.resolve("data"));
    }

    record Result(int code, String out) {}

    Path root() {
        return data.root();
    }

    /** Starts it, unless it runs, with these options besides. */
    void start(String... options) throws Exception {
        if (data.user().isEmpty()) {
            List<String> words = new ArrayList<>(List.of("up", "--detach", "--port", "0"));
            words.addAll(List.of(options));
            Result up = run(data.root(), words.toArray(String[]::new));
            assertEquals(0, up.code, up.out);
        }
    }

    /** A command in a JVM of its own, with the words before it in front of that. */
    Result run(List<String> before, Path dataRoot, String... words) throws Exception {
        String app = System.getProperty("codearena.app");
        var line = new ArrayList<>(before);
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                "-Dcodearena.app=" + app,
                "-cp",
                app + "/lib/*",
                Main.class.getName()));
        line.addAll(List.of(words));
        line.addAll(List.of("--data", dataRoot.toString()));
        Path out = Files.createTempFile(directory, "run", ".out");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .start();
        assertTrue(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS), String.join(" ", words));
        return new Result(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }

    Result run(Path dataRoot, String... words) throws Exception {
        return run(List.of(), dataRoot, words);
    }

    ApiCaller register(String user) throws Exception {
        return ApiCaller.registered(url(), user, "a long enough password of " + user);
    }

    ApiCaller login(String user) throws Exception {
        return ApiCaller.loggedIn(url(), user, "a long enough password of " + user);
    }

    ApiCaller admin() throws Exception {
        String password = Files.readString(data.adminPasswordFile()).strip();
        return ApiCaller.loggedIn(url(), Instance.ADMIN, password);
    }

    URI url() {
        return URI.create(ReadyFile.read(data.readyFile()).orElseThrow().url());
    }

    /** Kills the server's process, which no one can prepare for. */
    void killServer() throws Exception {
        kill(ReadyFile.read(data.readyFile()).orElseThrow().pid());
    }

    /** Kills the broker, and answers which process it was. */
    ProcessMark killBroker() throws Exception {
        ProcessMark broker = Objects.requireNonNull(data.home().marks().get("rabbitmq"));
        kill(broker.pid());
        return broker;
    }

    boolean brokerRunsOtherThan(ProcessMark old) {
        ProcessMark now = data.home().marks().get("rabbitmq");
        return now != null && !now.equals(old) && now.alive();
    }

    /** The processes by their names, without the first one. */
    Map<String, ProcessMark> processes() {
        return data.home().marks();
    }

    /** Whether all is ready, and each of these another process than before. */
    boolean isReadyAnew(Map<String, ProcessMark> before) throws Exception {
        try (Readiness readiness = new Readiness()) {
            for (ReadyFile.Part part : ReadyFile.of(data).parts()) {
                if (!readiness.of(part.health())) {
                    return false;
                }
            }
            Map<String, ProcessMark> now = processes();
            return before.entrySet().stream()
                    .allMatch(old -> Optional.ofNullable(now.get(old.getKey()))
                            .filter(mark -> mark.alive() && !mark.equals(old.getValue()))
                            .isPresent());
        }
    }

    static void kill(long pid) throws Exception {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    /** Takes all that Redis holds away from it. */
    void emptyRedis() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(kept("redis/port")))) {
            socket.getOutputStream()
                    .write("AUTH %s\r\nFLUSHALL\r\n"
                            .formatted(kept("redis/password"))
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] done = "+OK\r\n+OK\r\n".getBytes(StandardCharsets.US_ASCII);
            assertEquals(
                    new String(done, StandardCharsets.US_ASCII),
                    new String(socket.getInputStream().readNBytes(done.length), StandardCharsets.US_ASCII));
        }
    }

    /** Asks the database for one number about a user. */
    long count(String query, String user) throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:%s/codearena".formatted(kept("postgres/port"));
        try (Connection connection = DriverManager.getConnection(url, "codearena", kept("postgres/password"));
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, user);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    String kept(String file) throws IOException {
        return Files.readString(data.root().resolve(file)).strip();
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        while (!condition.call()) {
            assertTrue(System.nanoTime() < deadline, "not within " + BOUND_SECONDS + " s: " + what);
            Thread.sleep(POLL_MILLIS);
        }
    }

    void end() throws Exception {
        Result down = run(data.root(), "down");
        // Or JUnit warns of each link out of its directory.
        Home.deleteTree(data.root().resolve("rabbitmq/plugins"));
        assertEquals(0, down.code, down.out);
    }
}
