package org.codearena.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RedisServerTest {
    /** What a shell says of a program that SIGKILL has ended. */
    private static final int KILLED = 128 + 9;

    @TempDir
    private Path directory;

    @Test
    void aRestartFindsWhatWasWritten() throws IOException {
        try (RedisServer server = start()) {
            assertEquals("+OK", ask(server.address(), "SET kept 42"));
        }
        try (RedisServer server = start()) {
            assertEquals("42", ask(server.address(), "GET kept"));
        }
    }

    @Test
    void nobodyComesInWithoutThePassword() throws IOException {
        try (RedisServer server = start()) {
            var guess = new RedisServer.Address("127.0.0.1", server.address().port(), "guess");
            assertTrue(ask(guess, "GET kept").startsWith("-NOAUTH"), "a wrong password opened the server");
            assertFalse(server.address().toString().contains(server.address().password()));
        }
    }

    @Test
    void thePasswordIsOnNoCommandLine() throws IOException {
        try (RedisServer server = start()) {
            String line = Files.readString(Path.of("/proc", server.pid().orElseThrow() + "", "cmdline"));
            assertTrue(line.contains("redis-server"), line);
            assertFalse(line.contains(server.address().password()), line);
        }
    }

    @Test
    void aServerThatIsKilledComesBackWithItsData() throws Exception {
        try (RedisServer server = start()) {
            ask(server.address(), "SET kept 42");
            long pid = server.pid().orElseThrow();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            Await.until("redis is back", () -> server.pid().orElse(pid) != pid && kept(server.address()));
            ProcessEnd end = new Home(directory).lastEnd("redis").orElseThrow();
            assertEquals(List.of(pid, KILLED), List.of(end.mark().pid(), end.status()));
        }
    }

    @Test
    void anotherRedisOnTheMachineIsLeftAlone() throws Exception {
        Home home = new Home(directory);
        int foreignPort = home.port("redis", "port");
        Process foreign = new ProcessBuilder(
                        "redis-server",
                        "--port",
                        "" + foreignPort,
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--dir",
                        "/tmp")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            var address = new RedisServer.Address("127.0.0.1", foreignPort, "");
            Await.until("the foreign redis answers", () -> foreignAnswers(address));
            ask(address, "SET foreign 1");
            try (RedisServer server = start()) {
                assertNotEquals(foreignPort, server.address().port());
                ask(server.address(), "FLUSHALL");
            }
            assertEquals("1", ask(address, "GET foreign"));
            assertTrue(foreign.isAlive());
        } finally {
            foreign.destroyForcibly().waitFor();
        }
    }

    private static boolean kept(RedisServer.Address address) {
        try {
            return ask(address, "GET kept").equals("42");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean foreignAnswers(RedisServer.Address address) {
        try {
            return ask(address, "PING").equals("+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    private RedisServer start() {
        return RedisServer.start(new Home(directory));
    }

    /** The first line of the answer that says something. */
    private static String ask(RedisServer.Address address, String command) throws IOException {
        try (var socket = new Socket(address.host(), address.port());
                var in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            boolean open = address.password().isEmpty();
            List<String> lines = open ? List.of(command) : List.of("AUTH " + address.password(), command);
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = open ? in.readLine() : secondLine(in);
            return answer.startsWith("$") ? in.readLine() : answer;
        }
    }

    private static String secondLine(BufferedReader in) throws IOException {
        in.readLine();
        return in.readLine();
    }
}
