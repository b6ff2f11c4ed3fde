package org.codearena.runner.files;

import java.util.List;

/**
 * A directory, sorted by name.
 *
 * @param more whether there are entries beyond those that are listed
 * @param unnamed how many entries have names that are no UTF-8 or have control characters: they are not listed
 */
public record Listing(List<Entry> entries, boolean more, int unnamed) {
    public Listing {
        entries = List.copyOf(entries);
    }

    /**
     * One name.
     *
     * @param size in bytes, of a file; else 0
     * @param executable whether its owner may execute it, of a file
     */
    public record Entry(String name, FileKind kind, long size, boolean executable) {}
}
