package org.codearena.runner.files;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a name in a directory stands for. */
public enum FileKind {
    FILE,
    DIRECTORY,
    LINK,
    /** A FIFO, a socket or a device: never opened. */
    OTHER;

    /** {@code file} and so on. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
