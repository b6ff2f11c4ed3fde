package org.codearena.server.infra.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a request comes from. Anyone can write {@code X-Forwarded-For}, so it counts only from as many proxies as the
 * operator says stand before us: with n trusted hops it is the n-th entry from the right.
 */
public final class ClientAddress {
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");

    private final int trustedHops;

    public ClientAddress(int trustedHops) {
        this.trustedHops = trustedHops;
    }

    public String of(ServerRequest request) {
        if (trustedHops > 0) {
            List<String> forwarded = forwarded(request);
            if (forwarded.size() >= trustedHops) {
                String address = forwarded.get(forwarded.size() - trustedHops);
                if (ADDRESS.matcher(address).matches()) {
                    return address;
                }
            }
        }
        return peer(request);
    }

    private static List<String> forwarded(ServerRequest request) {
        return request.headers().all(HeaderNames.X_FORWARDED_FOR, List::of).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    private static String peer(ServerRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress socket
                ? hostAddress(socket.getAddress())
                : "unknown";
    }

    private static String hostAddress(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }
}
