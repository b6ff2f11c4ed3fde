package org.codearena.server.infra.http;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.codearena.server.kernel.Fault;
import tools.jackson.core.JacksonException;

/**
 * Where a page ended: the values that the list is ordered by, of its last row. Opaque to clients; one that was made up or
 * belongs to another list is the caller's fault.
 */
public record Cursor(List<String> parts) {
    public Cursor {
        parts = List.copyOf(parts);
    }

    public static Cursor of(Object... parts) {
        return new Cursor(Arrays.stream(parts).map(String::valueOf).toList());
    }

    static Cursor parse(String text) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(text);
            return new Cursor(List.of(Json.mapper().readValue(json, String[].class)));
        } catch (IllegalArgumentException | NullPointerException | JacksonException malformed) {
            throw malformed();
        }
    }

    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.mapper().writeValueAsBytes(parts));
    }

    public String string(int part) {
        if (part >= parts.size() || parts.get(part).indexOf('\0') >= 0) {
            throw malformed();
        }
        return parts.get(part);
    }

    public UUID uuid(int part) {
        String given = string(part);
        try {
            return UUID.fromString(given);
        } catch (IllegalArgumentException malformed) {
            throw malformed();
        }
    }

    public Instant instant(int part) {
        String given = string(part);
        try {
            return Instant.parse(given);
        } catch (DateTimeParseException malformed) {
            throw malformed();
        }
    }

    public long number(int part) {
        String given = string(part);
        try {
            return Long.parseLong(given);
        } catch (NumberFormatException malformed) {
            throw malformed();
        }
    }

    private static Fault malformed() {
        return Fault.badField("after", "is not a cursor of this list; use the 'next' of the page before");
    }
}
