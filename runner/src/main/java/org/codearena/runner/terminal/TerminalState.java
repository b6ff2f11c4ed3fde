package org.codearena.runner.terminal;

import java.util.Optional;

/**
 * A terminal as clients are told of it.
 *
 * @param title what runs in it
 * @param task the id of the task it was opened for
 * @param start offset of the first byte of its output that is kept
 * @param end offset behind the last
 * @param exit of the program it was opened with, when that has ended
 */
public record TerminalState(
        int id, String title, Optional<String> task, int columns, int rows, long start, long end, Optional<Exit> exit) {

    /**
     * How it ended.
     *
     * @param code 128 and the signal's number when a signal ended it
     */
    public record Exit(int code) {}
}
