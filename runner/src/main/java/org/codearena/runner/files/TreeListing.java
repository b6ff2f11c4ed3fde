package org.codearena.runner.files;

import java.util.List;

/**
 * Everything below the root that is not ignored, each directory before what it holds.
 *
 * @param more whether there is more than is listed
 */
public record TreeListing(List<Entry> entries, boolean more) {
    public TreeListing {
        entries = List.copyOf(entries);
    }

    /**
     * One of them.
     *
     * @param size in bytes, of a file; else 0
     */
    public record Entry(String path, FileKind kind, long size) {}
}
