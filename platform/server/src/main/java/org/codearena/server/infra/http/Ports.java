package org.codearena.server.infra.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.codearena.server.kernel.Fault;
import org.jspecify.annotations.Nullable;

/** Ports that others have taken: Helidon only logs a failed bind and returns a server that does not run. */
final class Ports {
    private Ports() {}

    static void requireFree(String host, int port) {
        if (port == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException failure) {
            throw taken(host, String.valueOf(port), failure);
        }
    }

    static Fault taken(String host, String port, @Nullable Throwable cause) {
        String message = "cannot listen on port " + port + " of " + host
                + (cause == null ? "" : ": " + cause.getMessage()) + "; stop what listens there or choose another port";
        return Fault.internal(message, cause == null ? new IOException(message) : cause);
    }
}
