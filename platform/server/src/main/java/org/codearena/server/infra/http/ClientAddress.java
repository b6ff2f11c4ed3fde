package org.codearena.server.infra.http;

import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
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
        return of(request.headers(), request.remotePeer());
    }

    String of(Headers headers, PeerInfo peer) {
        if (trustedHops > 0) {
            List<String> forwarded = forwarded(headers);
            if (forwarded.size() >= trustedHops) {
                String address = forwarded.get(forwarded.size() - trustedHops);
                if (ADDRESS.matcher(address).matches()) {
                    return address;
                }
            }
        }
        return shown(peer);
    }

    private static List<String> forwarded(Headers headers) {
        return headers.all(HeaderNames.X_FORWARDED_FOR, List::of).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    private static String shown(PeerInfo peer) {
        return peer.address() instanceof InetSocketAddress socket ? hostAddress(socket.getAddress()) : "unknown";
    }

    private static String hostAddress(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }
}
