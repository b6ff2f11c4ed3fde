package org.codearena.server.infra.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One Server-Sent Event, its text made once however many streams it goes to.
 *
 * @param id what a client that lost its connection sends back as {@code Last-Event-ID}; without line breaks
 * @param name what clients listen for
 * @param json its data on one line
 */
public record Event(Optional<String> id, String name, String json) {
    public Event {
        if (hasBreak(name) || hasBreak(json) || id.filter(Event::hasBreak).isPresent()) {
            throw new IllegalArgumentException(
                    "an event's id, name and data must be one line each, event '" + name + "'");
        }
    }

    public static Event of(String id, String name, Object data) {
        return new Event(Optional.of(id), name, Json.mapper().writeValueAsString(data));
    }

    /** An event that a reconnecting client need not resume from. */
    public static Event of(String name, Object data) {
        return new Event(Optional.empty(), name, Json.mapper().writeValueAsString(data));
    }

    byte[] bytes() {
        String head = id.map(value -> "id: " + value + "\n").orElse("");
        return (head + "event: " + name + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static boolean hasBreak(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0;
    }
}
