package org.codearena.runner.tree;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A checked path below some directory: it cannot leave it, name the directory itself, or be longer than the file system
 * takes.
 */
public record RelativePath(List<String> parts) {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_PART_BYTES = 255;
    private static final int MAX_BYTES = 2_048;

    public RelativePath {
        parts = List.copyOf(parts);
        Optional<String> fault = fault(parts);
        if (fault.isPresent()) {
            throw new IllegalArgumentException("path '" + printable(String.join("/", parts)) + "' " + fault.get());
        }
    }

    /**
     * Reads a path with {@code /} between its parts.
     *
     * @throws IllegalArgumentException when the text is no such path; the message names it and what is allowed
     */
    public static RelativePath of(String text) {
        return new RelativePath(List.of(text.split("/", -1)));
    }

    private static Optional<String> fault(List<String> parts) {
        if (parts.isEmpty() || parts.size() > MAX_DEPTH) {
            return Optional.of("has " + parts.size() + " parts, allowed are 1 to " + MAX_DEPTH);
        }
        int bytes = 0;
        for (String part : parts) {
            int length = part.getBytes(StandardCharsets.UTF_8).length;
            bytes += length + 1;
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.of("has the part '" + part + "', which is not allowed");
            }
            if (length > MAX_PART_BYTES || bytes > MAX_BYTES) {
                return Optional.of(
                        "is too long, allowed are " + MAX_PART_BYTES + " bytes a part and " + MAX_BYTES + " in all");
            }
            if (part.indexOf('/') >= 0 || part.chars().anyMatch(Character::isISOControl)) {
                return Optional.of("has a control character, which is not allowed");
            }
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(part)) {
                return Optional.of("is not valid Unicode");
            }
        }
        return Optional.empty();
    }

    private static String printable(String text) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return shown.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }

    @Override
    public String toString() {
        return String.join("/", parts);
    }
}
