package org.codearena.runner.files;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * What is in the workspace and will not be kept when the session ends.
 *
 * @param files the first of them, sorted by path
 * @param more how many there are beyond these
 */
public record Unkept(List<File> files, long more) {
    public Unkept {
        files = List.copyOf(files);
    }

    /**
     * One that is not kept.
     *
     * @param path for people: what cannot be said is shown as {@code ?}
     * @param size in bytes, of a file; else 0
     */
    public record File(String path, Reason reason, long size) {}

    /** Why something is not kept. */
    public enum Reason {
        /** A file of more bytes than a file may have. */
        TOO_LARGE,
        /** Its name is no UTF-8, or has control characters. */
        NAME,
        /** It lies below too many directories, or its path is too long. */
        PATH,
        /** The runner may not read it. */
        UNREADABLE,
        /** There are too many files. */
        TOO_MANY;

        /** {@code too-large} and so on. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
