package org.codearena.runner.workspace;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What listens in the room, from the kernel's tables of its network. Names of programs are looked for once per socket,
 * because that means to look at every open file. Used by one thread.
 */
final class ListeningPorts {
    private static final String LISTEN = "0A";
    private static final int MAX_PORTS = 64;

    private final Path net;
    private final Path processes;
    private Map<Long, String> names = Map.of();

    /**
     * @param net the directory with the tables
     * @param processes the directory with one of each process
     */
    ListeningPorts(Path net, Path processes) {
        this.net = net;
        this.processes = processes;
    }

    private record Socket(int port, String address, long inode) {}

    /** One entry for each port, by number. */
    List<Port> look() {
        Map<Integer, Socket> sockets = new TreeMap<>();
        read("tcp6", sockets);
        read("tcp", sockets);
        Map<Long, String> known = new TreeMap<>();
        List<Port> ports = new ArrayList<>();
        for (Socket socket : sockets.values()) {
            if (ports.size() < MAX_PORTS) {
                String name = names.get(socket.inode);
                known.put(socket.inode, name == null ? owner(socket.inode) : name);
                ports.add(new Port(socket.port, known.getOrDefault(socket.inode, ""), socket.address));
            }
        }
        names = known;
        return ports;
    }

    private void read(String table, Map<Integer, Socket> sockets) {
        try {
            for (String line : Files.readAllLines(net.resolve(table), StandardCharsets.US_ASCII)) {
                parse(line).ifPresent(socket -> sockets.put(socket.port, socket));
            }
        } catch (IOException _) {
            // A room without IPv6 has no such table, and one that is gone has none.
        }
    }

    /** A line is: number, local address, remote address, state, and, after five more, the inode. */
    private static Optional<Socket> parse(String line) {
        String[] words = line.strip().split("\\s+", -1);
        if (words.length < 10 || !words[3].equals(LISTEN)) {
            return Optional.empty();
        }
        int colon = words[1].indexOf(':');
        int port = Integer.parseInt(words[1].substring(colon + 1), 16);
        return Optional.of(new Socket(port, address(words[1].substring(0, colon)), Long.parseLong(words[9])));
    }

    /** The kernel writes addresses as words of 32 bits in its own order of bytes. */
    private static String address(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] ordered = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ordered[i] = bytes[i / 4 * 4 + 3 - i % 4];
        }
        try {
            return InetAddress.getByAddress(ordered).getHostAddress();
        } catch (IOException _) {
            return "";
        }
    }

    private String owner(long inode) {
        String wanted = "socket:[" + inode + ']';
        try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
            for (Path process : all) {
                if (hasOpen(process, wanted)) {
                    return Files.readString(process.resolve("comm")).strip().replaceAll("\\p{Cntrl}", "?");
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // It ended meanwhile; the port is shown without a name.
        }
        return "";
    }

    private static boolean hasOpen(Path process, String wanted) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (wanted.equals(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // Not ours to look at, or gone.
        }
        return false;
    }
}
