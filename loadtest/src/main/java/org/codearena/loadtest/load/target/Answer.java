package org.codearena.loadtest.load.target;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What came back, whatever it says. The body's bytes are not copied: a load makes many. */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, byte[] body, Optional<Duration> retryAfter, Optional<String> cookie) {
    static Answer of(HttpResponse<byte[]> response) {
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Retry-After").map(Answer::seconds),
                response.headers().firstValue("Set-Cookie").map(cookie -> cookie.replaceFirst(";.*", "")));
    }

    private static @Nullable Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Math.max(0, Long.parseLong(text.strip())));
        } catch (NumberFormatException date) {
            return null;
        }
    }

    public boolean ok() {
        return status / 100 == 2;
    }

    /** Told to come again later, with a number. */
    public boolean later() {
        return status == 429 || status == 503;
    }

    /** The target broke something, and nobody knows what became of the request. */
    public boolean isFault() {
        return status >= 500 && !later();
    }

    public JsonNode json() {
        return Api.JSON.readTree(body);
    }

    /** The start of the body, for messages. */
    public String text() {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.length() > 500 ? text.substring(0, 500) + "…" : text;
    }
}
