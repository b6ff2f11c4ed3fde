package org.codearena.server.workspace.project;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Quoted;

/** The rule for paths of a project's files; it is the runner's, so that every manifest can be laid out on a disk. */
public final class ProjectPath {
    private static final int LONGEST = 4096;
    private static final int LONGEST_PART = 255;
    private static final int MOST_PARTS = 64;

    private ProjectPath() {}

    /** What is wrong with this path, in words that follow its name; empty when nothing is. */
    public static Optional<String> objection(String path) {
        if (path.isEmpty()) {
            return Optional.of("is empty");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
            return Optional.of("is broken text");
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("holds a control character");
        }
        int bytes = path.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST) {
            return Optional.of("has " + bytes + " bytes, at most " + LONGEST + " are allowed");
        }
        String[] parts = path.split("/", -1);
        if (parts.length > MOST_PARTS) {
            return Optional.of("has " + parts.length + " parts, at most " + MOST_PARTS + " are allowed");
        }
        for (String part : parts) {
            Optional<String> objection = objectionToPart(part);
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> objectionToPart(String part) {
        if (part.isEmpty() || part.equals(".") || part.equals("..")) {
            return Optional.of("is not allowed: it must be relative, without '.', '..' or empty parts");
        }
        int bytes = part.getBytes(StandardCharsets.UTF_8).length;
        return bytes > LONGEST_PART
                ? Optional.of("has a part of " + bytes + " bytes, at most " + LONGEST_PART + " are allowed")
                : Optional.empty();
    }

    /** The path itself, or a fault that names the field it came in. */
    static String require(String field, String path) {
        objection(path).ifPresent(objection -> {
            throw Fault.badField(field, Quoted.of(path) + " " + objection);
        });
        return path;
    }
}
