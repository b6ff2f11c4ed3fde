package org.codearena.runner.room;

import java.util.Map;

/** What a room uses. */
public record RoomUsage(long memoryBytes, long diskBytes, long diskFiles, long processes, long cpuMicros) {
    static RoomUsage parse(String line) {
        Map<String, String> words = RoomLines.words(line);
        return new RoomUsage(
                number(words, "memory"),
                number(words, "disk-bytes"),
                number(words, "disk-files"),
                number(words, "processes"),
                number(words, "cpu-us"));
    }

    private static long number(Map<String, String> words, String name) {
        String text = words.getOrDefault(name, "0");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
