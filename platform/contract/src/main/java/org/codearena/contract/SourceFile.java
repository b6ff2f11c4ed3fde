package org.codearena.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * One file of a submission or of a program, by its path relative to the directory it is laid out in.
 *
 * @param path relative, {@code /} between its parts, no part empty, {@code .} or {@code ..}
 */
public record SourceFile(String path, byte[] content) {
    private static final Pattern CLIMBS = Pattern.compile("(^|/)(\\.{0,2})(/|$)");

    public SourceFile {
        if (path.isEmpty() || path.length() > 255 || CLIMBS.matcher(path).find() || hasControlCharacters(path)) {
            throw new IllegalArgumentException("path '" + path
                    + "' is not allowed: it must be relative, 1 to 255 characters, without '.', '..' or empty parts");
        }
        content = content.clone();
    }

    public static SourceFile of(String path, String text) {
        return new SourceFile(path, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] content() {
        return content.clone();
    }

    /** The content as UTF-8 text; malformed bytes become the replacement character. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    public int size() {
        return content.length;
    }

    private static boolean hasControlCharacters(String path) {
        return path.chars().anyMatch(Character::isISOControl);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceFile(String otherPath, byte[] otherContent)
                && path.equals(otherPath)
                && Arrays.equals(content, otherContent);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + Arrays.hashCode(content);
    }

    /** Names the file only: sources never reach a log. */
    @Override
    public String toString() {
        return path + " (" + content.length + " bytes)";
    }
}
