package org.codearena.runner.files;

import java.util.List;

/**
 * What was found.
 *
 * @param files how many were searched
 * @param more whether the search ended before its end: at the limit, or out of time
 */
public record SearchResult(List<Match> matches, int files, boolean more, long tookMs) {
    public SearchResult {
        matches = List.copyOf(matches);
    }

    /**
     * One place.
     *
     * @param line counts from 1
     * @param column counts from 1, in UTF-16 units, as {@code length} does
     * @param text the line, or where it is long a part of it around the match
     * @param textColumn the column at which {@code text} starts
     */
    public record Match(String path, int line, int column, int length, String text, int textColumn) {}
}
