package org.codearena.server.workspace.session;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** Sockets' addresses as text: {@code unix:PATH} or {@code tcp:HOST:PORT}. */
final class Places {
    private static final String UNIX = "unix:";
    private static final String TCP = "tcp:";

    private Places() {}

    static String text(SocketAddress address) {
        return switch (address) {
            case UnixDomainSocketAddress unix -> UNIX + unix.getPath();
            case InetSocketAddress tcp -> TCP + tcp.getHostString() + ":" + tcp.getPort();
            default -> throw new IllegalArgumentException(address + " is neither a Unix domain socket nor of TCP");
        };
    }

    static SocketAddress parse(String text) {
        if (text.startsWith(UNIX)) {
            return UnixDomainSocketAddress.of(text.substring(UNIX.length()));
        }
        int colon = text.lastIndexOf(':');
        if (!text.startsWith(TCP) || colon < TCP.length()) {
            throw new IllegalArgumentException("'" + text + "' is neither unix:PATH nor tcp:HOST:PORT");
        }
        return new InetSocketAddress(text.substring(TCP.length(), colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
