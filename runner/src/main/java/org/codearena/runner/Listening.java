package org.codearena.runner;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where a runner listens. */
final class Listening {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private Listening() {}

    /**
     * An address as it is written in {@code --listen}.
     *
     * @param port that was taken, where the address is one with ports
     */
    static String text(SocketAddress address, int port) {
        return switch (address) {
            case UnixDomainSocketAddress unix -> "unix:" + unix.getPath();
            case InetSocketAddress tcp -> "tcp:" + tcp.getHostString() + ":" + port;
            default -> address.toString();
        };
    }

    /** The socket's directory is what keeps others out, between the bind and the change of the socket's mode too. */
    static void prepare(SocketAddress address) throws OptionsException, IOException {
        if (!(address instanceof UnixDomainSocketAddress unix)) {
            return;
        }
        Path directory = unix.getPath().toAbsolutePath().getParent();
        if (directory == null || unix.getPath().getFileName() == null) {
            throw new OptionsException("--listen '" + unix.getPath() + "' names no file");
        }
        if (!Files.exists(directory)) {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        }
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(directory))) {
            throw new OptionsException("--listen: the directory '" + directory + "' has the mode "
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))
                    + ", allowed is rwx------: whoever reaches the socket runs programs");
        }
        removeDeadSocket(unix);
    }

    private static void removeDeadSocket(UnixDomainSocketAddress address) throws OptionsException, IOException {
        if (!Files.exists(address.getPath())) {
            return;
        }
        try (SocketChannel _ = SocketChannel.open(address)) {
            throw new OptionsException("--listen '" + address.getPath() + "' is in use");
        } catch (IOException nobodyListens) {
            Files.delete(address.getPath());
        }
    }

    /** Keeps others from the socket itself. */
    static void protect(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress unix) {
            Files.setPosixFilePermissions(unix.getPath(), PosixFilePermissions.fromString("rw-------"));
        }
    }
}
