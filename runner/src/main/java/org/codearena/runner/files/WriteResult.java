package org.codearena.runner.files;

import java.util.Optional;

/** How a write ended. */
public sealed interface WriteResult {
    /** It is on the disk, synced. */
    record Written(String version, long size) implements WriteResult {}

    /**
     * Something else is there than the writer believed, and it was left as it is.
     *
     * @param current what is there; empty when there is nothing
     * @param rescued where lines are that a program put into the file in the very moment the write was tried and taken
     *     back: a new file beside it
     */
    record Conflict(Optional<FileRead> current, Optional<String> rescued) implements WriteResult {}
}
