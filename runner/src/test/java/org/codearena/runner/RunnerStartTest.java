package org.codearena.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.codearena.contract.RunnerStatus;
import org.codearena.contract.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a runner starts, or does not. No sandbox is needed. */
@Timeout(60)
final class RunnerStartTest {
    @TempDir
    private Path directory;

    @Test
    void onlyItsOwnerReachesTheSocket() throws Exception {
        Options options = options("--slots", "1");
        try (Runner runner = Runner.start(options)) {
            Path socket = directory.resolve("sock/s");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("sock"))));
            assertEquals("unix:" + socket, runner.address());
        }
        assertFalse(Files.exists(directory.resolve("sock/s")));
    }

    @Test
    void aSocketInADirectoryForEverybodyIsRefused() throws Exception {
        Path open = Files.createDirectory(directory.resolve("sock"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals(
                "--listen: the directory '" + open
                        + "' has the mode rwxr-xr-x, allowed is rwx------: whoever reaches the socket runs programs",
                refusal(options("--slots", "1")));
    }

    @Test
    void aSocketThatWasLeftBehindIsReplacedAndOneInUseIsNot() throws Exception {
        Options options = options("--slots", "1");
        Path sockets = Files.createDirectory(directory.resolve("sock"));
        Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwx------"));
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(sockets.resolve("s"));
        try (ServerSocketChannel other = ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            other.bind(address);
            assertEquals("--listen '" + address.getPath() + "' is in use", refusal(options));
        }
        assertTrue(Files.exists(address.getPath()));
        try (Runner _ = Runner.start(options);
                Client client = new Client(options.listen())) {
            assertEquals(204, client.get("/health/live").status());
        }
    }

    @Test
    void twoRunnersDoNotShareADirectory() throws Exception {
        Options options = options("--slots", "1");
        try (Runner _ = Runner.start(options)) {
            assertEquals("--data '" + options.data() + "' is in use by another runner", refusal(options));
        }
        Runner.start(options).close();
    }

    @Test
    void aPortIsChosenAndTold() throws Exception {
        List<String> words = List.of(
                "--listen", "tcp:127.0.0.1:0",
                "--data", directory.resolve("data").toString(),
                "--box", FakeBox.working(directory).toString());
        try (Runner runner = Runner.start(Options.parse(words))) {
            int port = Integer.parseInt(runner.address().substring("tcp:127.0.0.1:".length()));
            try (Client client = new Client(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                assertEquals(204, client.get("/health/live").status());
            }
        }
    }

    @Test
    void belowTheFloorItRunsNothingAndSaysWhy() throws Exception {
        Options options = options("--slots", "1", "--floor", "A");
        try (Runner _ = Runner.start(options);
                Client client = new Client(options.listen())) {
            Client.Answer answer = client.get("/health/ready");
            assertEquals(503, answer.status());
            assertEquals(
                    "urn:codearena:runner:not-ready", answer.json().get("type").asString());
            String reasons = answer.json().get("reasons").toString();
            assertTrue(reasons.contains("mode B, which is below the floor A"), reasons);
            assertTrue(reasons.contains("not A: no root"), reasons);
            Client.Answer refused =
                    client.post("/programs", Client.compileRequest("true", Client.LIMITS, SourceFile.of("a", "")));
            assertEquals(503, refused.status());
        }
    }

    @Test
    void belowTheFloorItRunsWhenToldSoInSoManyWords() throws Exception {
        Options options = options("--slots", "1", "--floor", "A", "--unsafe");
        try (Runner _ = Runner.start(options);
                Client client = new Client(options.listen())) {
            RunnerStatus status = client.get("/health/ready").as(RunnerStatus.class);
            assertEquals("B", status.mode());
            assertEquals(3, status.lacks().size());
        }
    }

    @Test
    void withoutASandboxItServesButRunsNothing() throws Exception {
        Options options = Sandbox.options(directory, FakeBox.broken(directory), "--slots", "2", "--unsafe");
        try (Runner runner = Runner.start(options);
                Client client = new Client(options.listen())) {
            assertEquals("none", runner.mode());
            Client.Answer answer = client.get("/health/ready");
            assertEquals(503, answer.status());
            assertEquals(
                    "[\"slot 0: no namespaces\",\"slot 1: no namespaces\"]",
                    answer.json().get("reasons").toString());
            assertEquals(204, client.get("/health/live").status());
        }
    }

    private Options options(String... more) throws IOException, OptionsException {
        return Sandbox.options(directory, FakeBox.working(directory), more);
    }

    private static String refusal(Options options) {
        return String.valueOf(
                assertThrows(OptionsException.class, () -> Runner.start(options).close())
                        .getMessage());
    }
}
