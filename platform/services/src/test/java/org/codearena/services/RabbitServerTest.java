package org.codearena.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Few tests with many assertions each: a node takes seconds to start. */
final class RabbitServerTest {
    @TempDir
    private Path directory;

    /** Or JUnit warns of each link out of its directory. */
    @AfterEach
    void deleteLinks() throws IOException {
        Home.deleteTree(directory.resolve("rabbitmq/plugins"));
        Home.deleteTree(directory.resolve("other/rabbitmq/plugins"));
    }

    @Test
    void aRestartFindsConfirmedMessagesAndSoDoesAKilledNode() throws Exception {
        Home home = new Home(directory);
        try (RabbitServer server = RabbitServer.start(home)) {
            publish(server.address(), "kept");
        }
        try (RabbitServer server = RabbitServer.start(home)) {
            long pid = server.pid().orElseThrow();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            Await.until("the node is back", () -> server.pid().orElse(pid) != pid && answers(server.address()));
            assertEquals("kept", take(server.address()));
        }
        assertEquals(0, Leftovers.end(home));
    }

    @Test
    void aNodeIsPrivateAndItsVirtualHostsAreApart() throws Exception {
        try (RabbitServer server = RabbitServer.start(new Home(directory));
                RabbitServer foreign = RabbitServer.start(new Home(directory.resolve("other")))) {
            assertNotEquals(foreign.address().port(), server.address().port());
            publish(foreign.address(), "to another node");
            var one = server.virtualHost("one");
            var other = server.virtualHost("other");
            assertEquals(one, server.virtualHost("one"), "asking twice gives the same");
            publish(one, "to one");
            publish(other, "to other");
            assertEquals("to one", take(one));
            assertEquals("to other", take(other));

            var guess = new RabbitServer.Address(one.host(), one.port(), one.user(), "guess", "one");
            assertThrows(AuthenticationFailureException.class, () -> connect(guess));
            assertFalse(one.toString().contains(one.password()));
            assertThrows(IllegalArgumentException.class, () -> server.virtualHost("../up"));

            long pid = server.pid().orElseThrow();
            assertTrue(listensOnLoopbackAlone(pid), "listens on more than the loopback interface");
            assertFalse(Files.readString(Path.of("/proc", pid + "", "cmdline")).contains(one.password()));
            assertEquals(0, epmdsBelow(pid));
            assertEquals("to another node", take(foreign.address()));
        }
    }

    /** Of the sockets that the process holds, those that listen (state 0A) must have the address 127.0.0.1. */
    private static boolean listensOnLoopbackAlone(long pid) throws IOException {
        String own;
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", pid + "", "fd"))) {
            own = descriptors
                    .map(RabbitServerTest::target)
                    .filter(target -> target.startsWith("socket:["))
                    .reduce("", String::concat);
        }
        try (Stream<String> sockets =
                Stream.of("tcp", "tcp6").flatMap(table -> lines(Path.of("/proc", pid + "", "net", table)))) {
            var listening = sockets.map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields[3].equals("0A") && own.contains("socket:[" + fields[9] + "]"))
                    .map(fields -> fields[1])
                    .toList();
            return listening.size() == 2 && listening.stream().allMatch(address -> address.startsWith("0100007F:"));
        }
    }

    private static long epmdsBelow(long pid) {
        return ProcessHandle.of(pid)
                .orElseThrow()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("epmd"))
                .count();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().skip(1);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static boolean answers(RabbitServer.Address address) {
        try (Connection connection = connect(address)) {
            return connection.isOpen();
        } catch (IOException | TimeoutException notYet) {
            return false;
        }
    }

    private static void publish(RabbitServer.Address address, String message) throws Exception {
        try (Connection connection = connect(address);
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("q", true, false, false, null);
            channel.confirmSelect();
            channel.basicPublish("", "q", MessageProperties.PERSISTENT_BASIC, message.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(30_000);
        }
    }

    private static String take(RabbitServer.Address address) throws Exception {
        try (Connection connection = connect(address);
                Channel channel = connection.createChannel()) {
            return new String(channel.basicGet("q", true).getBody(), StandardCharsets.UTF_8);
        }
    }

    private static Connection connect(RabbitServer.Address address) throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost(address.host());
        factory.setPort(address.port());
        factory.setUsername(address.user());
        factory.setPassword(address.password());
        factory.setVirtualHost(address.virtualHost());
        return factory.newConnection();
    }
}
