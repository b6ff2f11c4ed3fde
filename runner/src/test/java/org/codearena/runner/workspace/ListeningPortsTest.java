package org.codearena.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListeningPortsTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    private Path net;

    @Test
    void showsWhatListensOnceForEachPort() throws IOException {
        Files.writeString(net.resolve("tcp"), HEAD + """
                   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 11 1 0 100 0 0 10 0
                   1: 00000000:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 12 1 0 100 0 0 10 0
                   2: 0100007F:1F91 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 13 1 0 100 0 0 10 0
                """);
        Files.writeString(net.resolve("tcp6"), HEAD + """
                   0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 0:0 00:0 0  1000        0 14 1 0
                   1: 00000000000000000000000000000000:1388 00000000000000000000000000000000:0000 0A 0:0 00:0 0  1000        0 15 1 0
                """);
        List<Port> ports = new ListeningPorts(net, net).look();
        assertEquals(
                List.of(
                        new Port(3000, "", "0.0.0.0"),
                        new Port(5000, "", "0:0:0:0:0:0:0:0"),
                        new Port(8080, "", "127.0.0.1")),
                ports);
    }

    @Test
    void aRoomThatIsGoneListensNowhere() {
        assertEquals(List.of(), new ListeningPorts(net.resolve("gone"), net).look());
    }

    @Test
    void whatTheKernelWouldNotSayIsNothing() throws IOException {
        Files.writeString(net.resolve("tcp"), "\n\nnonsense\n 1: 2 3 0A\n");
        assertEquals(List.of(), new ListeningPorts(net, net).look());
    }

    @Test
    void findsTheProgramThatListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ListeningPorts real = new ListeningPorts(Path.of("/proc/self/net"), Path.of("/proc"));
            Optional<Port> own = find(real.look(), socket.getLocalPort());
            String name = Files.readString(Path.of("/proc/self/comm")).strip();
            assertEquals(name, own.orElseThrow().process());
            assertTrue(
                    own.get().address().endsWith("127.0.0.1")
                            || own.get().address().endsWith(":7f00:1"),
                    own.get().address());
            assertEquals(own, find(real.look(), socket.getLocalPort()), "a second look");
        }
    }

    private static Optional<Port> find(List<Port> ports, int wanted) {
        return ports.stream().filter(port -> port.port() == wanted).findFirst();
    }
}
