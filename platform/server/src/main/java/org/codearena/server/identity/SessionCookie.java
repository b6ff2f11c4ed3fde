package org.codearena.server.identity;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The cookie that a browser is logged in by. Scripts cannot read it and other sites' forms do not carry it. */
final class SessionCookie {
    static final String NAME = "session";

    private final boolean secure;
    private final Duration life;

    SessionCookie(boolean secure, Duration life) {
        this.secure = secure;
        this.life = life;
    }

    /** Read by hand: what else a browser sends in the header, well-formed or not, is none of our business. */
    static Optional<String> of(Headers headers) {
        return headers.all(HeaderNames.COOKIE, List::of).stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(NAME + "="))
                .map(pair -> unquoted(pair.substring(NAME.length() + 1)))
                .filter(value -> !value.isEmpty() && value.length() <= 128)
                .findFirst();
    }

    /** Some clients, Java's own among them, send values in quotes, as they may. */
    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    void set(ServerResponse response, SecretToken token) {
        send(response, token.value(), life);
    }

    void clear(ServerResponse response) {
        send(response, "", Duration.ZERO);
    }

    private void send(ServerResponse response, String value, Duration maxAge) {
        response.header(
                HeaderNames.SET_COOKIE,
                NAME + "=" + value + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + maxAge.toSeconds()
                        + (secure ? "; Secure" : ""));
    }
}
