package org.codearena.runner.files;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that came, changed or went.
 *
 * @param entry what it is, or was
 * @param version of a file that is there and whose bytes have been looked at; those of large files are looked at later,
 *     and another event says so
 */
public record FileEvent(String path, Kind kind, FileKind entry, Optional<String> version) {
    /** What happened to it. */
    public enum Kind {
        CREATED,
        CHANGED,
        DELETED;

        /** {@code created} and so on. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
