package org.codearena.runner.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A checked path below the root of a workspace, or the root itself, which has no parts.
 *
 * @param parts none is empty, {@code .} or {@code ..}
 */
public record FilePath(List<String> parts) {
    /** The root of the workspace. */
    public static final FilePath ROOT = new FilePath(List.of());

    private static final int MAX_DEPTH = 64;
    private static final int MAX_PART_BYTES = 255;
    private static final int MAX_BYTES = 4_096;

    public FilePath {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a path with {@code /} between its parts; the empty text is the root.
     *
     * @throws FilesException {@code bad-request} when it is none; the message shows it and says what is allowed
     */
    public static FilePath of(String text) throws FilesException {
        if (text.isEmpty()) {
            return ROOT;
        }
        FilePath path = new FilePath(List.of(text.split("/", -1)));
        Optional<String> fault = path.fault();
        if (fault.isPresent()) {
            throw new FilesException(FilesException.Code.BAD_REQUEST, "path '" + printable(text) + "' " + fault.get());
        }
        return path;
    }

    private Optional<String> fault() {
        if (parts.size() > MAX_DEPTH) {
            return Optional.of("has " + parts.size() + " parts, allowed are " + MAX_DEPTH);
        }
        for (String part : parts) {
            Optional<String> fault = fault(part);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return fits() ? Optional.empty() : Optional.of("has more than " + MAX_BYTES + " bytes");
    }

    private static Optional<String> fault(String part) {
        if (part.isEmpty() || part.equals(".") || part.equals("..")) {
            return Optional.of("has the part '" + part + "', which is not allowed");
        }
        if (!isName(part)) {
            return Optional.of("has a part with a control character, no valid Unicode or more than " + MAX_PART_BYTES
                    + " bytes, which is not allowed");
        }
        return TempName.is(part)
                ? Optional.of("has the part '" + part + "', and such names are the runner's own")
                : Optional.empty();
    }

    /** Whether a name that a directory may hold can be said to a client. */
    static boolean isName(String part) {
        return part.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(part)
                && bytes(part) <= MAX_PART_BYTES;
    }

    /** Whether it is short enough to be said to a client; one that was read from the disk need not be. */
    boolean fits() {
        return parts.size() <= MAX_DEPTH
                && (parts.size() * (MAX_PART_BYTES + 1) <= MAX_BYTES || bytes(toString()) <= MAX_BYTES);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String printable(String text) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return shown.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }

    boolean isRoot() {
        return parts.isEmpty();
    }

    /** The last part; the root has none. */
    String name() {
        return parts.getLast();
    }

    /** The directory that holds it; the root is in none. */
    FilePath parent() {
        return new FilePath(parts.subList(0, parts.size() - 1));
    }

    FilePath child(String name) {
        List<String> longer = new ArrayList<>(parts);
        longer.add(name);
        return new FilePath(longer);
    }

    /** Refuses the root. */
    FilePath named() throws FilesException {
        if (isRoot()) {
            throw new FilesException(
                    FilesException.Code.BAD_REQUEST, "path '' is the workspace itself, a path within it is needed");
        }
        return this;
    }

    @Override
    public String toString() {
        return String.join("/", parts);
    }
}
