package org.codearena.runner.box;

import java.time.Instant;
import java.util.Optional;
import org.codearena.runner.tree.RelativePath;

/** What a box says, frame by frame. */
sealed interface Frame {
    /** The first frame of a box that can run programs. */
    record Ready(Hello hello) implements Frame {}

    /** A piece of what a program wrote. */
    record Piece(long id, boolean error, byte[] bytes) implements Frame {}

    /**
     * The head of a file that leaves the box; its content follows and must be read before the next frame.
     *
     * @param path absent where the name is one that the runner does not take
     */
    record File(long id, Optional<RelativePath> path, boolean executable, Instant modified, long length)
            implements Frame {}

    /** The last frame of a run. */
    record End(long id, RunEnd end) implements Frame {}

    /** The last frame of a run that the box could not carry out; also a box that cannot start. */
    record Fail(long id, String message) implements Frame {}
}
