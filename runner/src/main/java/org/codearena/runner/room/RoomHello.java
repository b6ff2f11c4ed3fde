package org.codearena.runner.room;

import java.util.Map;
import java.util.Optional;

/**
 * What a room says of itself when it is ready.
 *
 * @param mode of the sandbox, {@code A} or {@code B}
 * @param disk {@code image} or {@code watched}
 * @param pid of its first process, as seen from outside
 */
public record RoomHello(String mode, String disk, String network, int pid, String lacks) {
    private static final String VERSION = "1";

    /** Empty when the line says nothing of the kind. */
    static Optional<RoomHello> parse(String line) {
        Map<String, String> words = RoomLines.words(line);
        String pid = words.getOrDefault("pid", "");
        if (!line.startsWith("ready ")
                || !VERSION.equals(words.get("version"))
                || !pid.matches("[1-9][0-9]{0,9}")
                || Long.parseLong(pid) > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        return Optional.of(new RoomHello(
                words.getOrDefault("mode", "none"),
                words.getOrDefault("disk", "watched"),
                words.getOrDefault("network", "off"),
                Integer.parseInt(pid),
                words.getOrDefault("lacks", "none")));
    }
}
