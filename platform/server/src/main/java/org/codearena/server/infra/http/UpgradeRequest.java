package org.codearena.server.infra.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.codearena.server.kernel.Fault;

/**
 * A request to become a WebSocket, whose form has been checked.
 *
 * @param target path and query as they were sent
 * @param parameters parts of the path that the route names
 * @param address where it comes from
 */
public record UpgradeRequest(String target, Headers headers, Map<String, String> parameters, String address) {
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]+");

    public UpgradeRequest {
        parameters = Map.copyOf(parameters);
    }

    /** The host that was asked, with its port where one was given. */
    public String host() {
        return headers.first(HeaderNames.HOST).orElse("");
    }

    /** A part of the path that is an id; what is no id names nothing that exists. */
    public UUID id(String name) {
        return Params.id(parameters.getOrDefault(name, ""));
    }

    /** The page's origin: one at most is ever sent, and several are none. */
    public Optional<String> origin() {
        List<String> all = headers.all(HeaderNames.ORIGIN, List::of);
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /** The subprotocols that the client offers, in its order. */
    public List<String> subprotocols() {
        return WebSocketHandshake.members(headers, WebSocketHandshake.PROTOCOL);
    }

    /** A 403 unless it comes from a page of this origin, said in so many words: programs can say it, too. */
    public void requireOrigin(OwnOrigin own) {
        String origin = origin().orElseThrow(
                        () -> Fault.forbidden("a WebSocket must say its Origin, allowed is " + own.words(host())));
        if (!ORIGIN.matcher(origin).matches() || !own.is(origin, host())) {
            throw Fault.forbidden("the WebSocket comes from '" + shown(origin) + "', allowed is " + own.words(host()));
        }
    }

    private static String shown(String origin) {
        return origin.length() > 200 ? origin.substring(0, 200) : origin;
    }
}
