package org.codearena.server.problem.format;

/**
 * Something about a package that its author should know.
 *
 * @param path of the file or directory inside the package, empty for the package as a whole
 * @param text what is wrong, with the value, and what is allowed
 */
public record Finding(Level level, String path, String text) {

    /** How bad it is. */
    public enum Level {
        /** Nothing is wrong: it says what becomes of something. */
        NOTE,
        /** It is taken as it is, but probably not as it was meant. */
        WARNING,
        /** The package cannot be used. */
        ERROR
    }

    @Override
    public String toString() {
        return path.isEmpty() ? text : path + ": " + text;
    }
}
