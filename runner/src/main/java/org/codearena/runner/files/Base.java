package org.codearena.runner.files;

/** What a writer believes to replace. */
public sealed interface Base {
    /** Whatever is there, or nothing. */
    record Any() implements Base {}

    /** Nothing: there must be no file yet. */
    record Absent() implements Base {}

    /**
     * A version.
     *
     * @param sha256 that of the bytes that the writer read
     */
    record Version(String sha256) implements Base {}
}
