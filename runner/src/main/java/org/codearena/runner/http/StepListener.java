package org.codearena.runner.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.codearena.runner.box.Collect;
import org.codearena.runner.box.RunEnd;
import org.codearena.runner.box.RunListener;
import org.codearena.runner.tree.RelativePath;
import org.codearena.runner.tree.Tree;

/**
 * Gathers what a compile or preparation step says and makes. What it says is kept in memory, so of each stream no more
 * than a bound is kept, whatever the limits of the step allow. What it makes is counted again on this side.
 */
final class StepListener implements RunListener {
    private static final int MAX_TEXT_BYTES = 1 << 20;

    private final Tree made;
    private final Collect bounds;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private long bytes;
    private int files;

    /** How a step came out. */
    sealed interface Outcome {
        /**
         * The step ran, however its program ended.
         *
         * @param text what it said
         * @param bytes of all files that were kept
         */
        record Ended(RunEnd end, String text, long bytes) implements Outcome {}

        /** The step could not be run, which is our fault. */
        record Failed(String why) implements Outcome {}
    }

    /** @param made where the files go */
    StepListener(Tree made, Collect bounds) {
        this.made = made;
        this.bounds = bounds;
    }

    Outcome await() {
        return outcome.join();
    }

    @Override
    public void output(byte[] piece) {
        keep(output, piece);
    }

    @Override
    public void error(byte[] piece) {
        keep(error, piece);
    }

    private static void keep(ByteArrayOutputStream text, byte[] piece) {
        text.write(piece, 0, Math.min(piece.length, MAX_TEXT_BYTES - text.size()));
    }

    @Override
    public void file(RelativePath path, boolean executable, Instant modified, InputStream content) throws IOException {
        files++;
        bytes += made.add(path, content, executable);
        made.setModified(path, modified);
        if (files > bounds.files() || bytes > bounds.bytes()) {
            throw new IOException("the box sent more than was asked for");
        }
    }

    @Override
    public void ended(RunEnd end) {
        String text = text(output) + text(error) + leftOut(end);
        outcome.complete(new Outcome.Ended(end, text, bytes));
    }

    @Override
    public void failed(String why) {
        outcome.complete(new Outcome.Failed(why));
    }

    private String leftOut(RunEnd end) {
        return end.skipped() == 0
                ? ""
                : "\n" + end.skipped() + " entries of " + bounds.out()
                        + " were left out: only regular files are kept, at most " + bounds.bytes() + " bytes in "
                        + bounds.files() + " files\n";
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
