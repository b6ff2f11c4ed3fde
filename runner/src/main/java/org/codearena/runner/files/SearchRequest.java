package org.codearena.runner.files;

/**
 * What to look for, and where.
 *
 * @param query a text, or a {@link java.util.regex.Pattern} that is matched line by line
 * @param include globs with commas between them, of which a path must match one; one without {@code /} is that of a name;
 *     empty for all files
 * @param limit matches at most; 2,000 are allowed
 */
public record SearchRequest(String query, boolean regex, boolean caseSensitive, String include, int limit) {}
