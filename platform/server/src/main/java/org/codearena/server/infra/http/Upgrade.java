package org.codearena.server.infra.http;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Decides on requests to become a WebSocket, before a byte of one is forwarded: no filter and no guard sees them. */
@FunctionalInterface
public interface Upgrade {
    /** Answers where the WebSocket is to lead, or throws a {@code Fault} that refuses it. */
    Destination accept(UpgradeRequest request);

    /**
     * Where a WebSocket leads.
     *
     * @param target what is asked for there
     * @param fields of the request there, {@code Host} among them; those of the upgrade itself are not taken from here
     * @param subprotocol that was chosen, asked for there and told the client; without one those that the client offered
     *     are passed on, and the choice comes from there
     * @param answered what of the answer's fields is passed on to the client, besides those of the upgrade itself
     * @param quiet how long nothing may come from either side before it is cut
     * @param opened is told of the tunnel before the client learns that it is open, and so before any byte is forwarded; answers what
     *     is to be done when it has ended
     */
    record Destination(
            SocketAddress address,
            String target,
            List<Field> fields,
            Optional<String> subprotocol,
            UnaryOperator<List<Field>> answered,
            Duration quiet,
            Function<Tunnel, Runnable> opened) {
        public Destination {
            fields = List.copyOf(fields);
        }
    }
}
