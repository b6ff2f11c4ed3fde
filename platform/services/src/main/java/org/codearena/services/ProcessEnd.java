package org.codearena.services;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a process ended, as only its parent knows: kept beside its mark until the next one of the same name has ended, for whoever
 * told it to end and wants to know whether it did so in order.
 *
 * @param status 0 where it was in order
 */
public record ProcessEnd(ProcessMark mark, int status) {
    static final String SUFFIX = ".end";

    /** Reads what {@link #write} wrote; empty if the file is missing or is none of ours. */
    static Optional<ProcessEnd> read(Path file) {
        return Home.readIfThere(file).flatMap(ProcessEnd::parse);
    }

    private static Optional<ProcessEnd> parse(String text) {
        int blank = text.indexOf(' ');
        try {
            int status = Integer.parseInt(text.substring(0, Math.max(0, blank)));
            return ProcessMark.parse(text.substring(blank + 1)).map(mark -> new ProcessEnd(mark, status));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    void write(Path file) {
        Home.writeWhole(file, status + " " + mark.text());
    }
}
