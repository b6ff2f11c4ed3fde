package org.codearena.runner.box;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.codearena.runner.tree.RelativePath;

/**
 * Hears of one run, from the thread that reads the box: a call that takes long holds up the program. Exactly one of
 * {@link #ended} and {@link #failed} is called, last.
 */
public interface RunListener {
    void output(byte[] piece);

    void error(byte[] piece);

    /**
     * A file that leaves the box. What is not read of the content is skipped.
     *
     * @throws IOException where it cannot be kept; the run then fails
     */
    void file(RelativePath path, boolean executable, Instant modified, InputStream content) throws IOException;

    void ended(RunEnd end);

    /** The box could not carry the run out, or was lost on the way: our fault, never the program's. */
    void failed(String why);
}
