package org.codearena.runner.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.codearena.contract.SourceFile;
import org.codearena.runner.box.RunEnd;
import org.codearena.runner.box.RunListener;
import org.codearena.runner.tree.RelativePath;

/**
 * Gathers what one of the two programs of a test says and leaves: the beginning of each stream, the files, and, for the one
 * that reads it, the whole output. All of it may be asked for when the run has ended.
 */
final class TestListener implements RunListener {
    private static final int TEXT_BYTES = 64 << 10;
    /** What a request that sends it back may have. */
    private static final int LONGEST_PATH = 255;

    private final OutputStream whole;
    private final long maxBytes;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final List<SourceFile> files = new ArrayList<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private boolean lost;
    private long bytes;

    /** How a run came out. */
    sealed interface Outcome {
        record Ended(RunEnd end) implements Outcome {}

        /** The run could not be carried out, which is our fault. */
        record Failed(String why) implements Outcome {}
    }

    /**
     * @param whole where the output goes; it is not closed
     * @param maxBytes of all files that were asked for
     */
    TestListener(OutputStream whole, long maxBytes) {
        this.whole = whole;
        this.maxBytes = maxBytes;
    }

    /** Done when the run is over; never exceptionally. */
    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** Waits for the end. */
    RunEnd end() {
        return switch (outcome.join()) {
            case Outcome.Ended(RunEnd end) -> end;
            case Outcome.Failed(String why) -> throw Problem.fault(why);
        };
    }

    String outputText() {
        return output.toString(StandardCharsets.UTF_8);
    }

    String errorText() {
        return error.toString(StandardCharsets.UTF_8);
    }

    List<SourceFile> files() {
        return files;
    }

    @Override
    public void output(byte[] piece) {
        keep(output, piece);
        try {
            whole.write(piece);
        } catch (IOException e) {
            lost = true;
        }
    }

    @Override
    public void error(byte[] piece) {
        keep(error, piece);
    }

    private static void keep(ByteArrayOutputStream text, byte[] piece) {
        text.write(piece, 0, Math.min(piece.length, TEXT_BYTES - text.size()));
    }

    @Override
    public void file(RelativePath path, boolean executable, Instant modified, InputStream content) throws IOException {
        byte[] all = content.readNBytes((int) (maxBytes - bytes + 1));
        bytes += all.length;
        if (bytes > maxBytes) {
            throw new IOException("the box sent more than was asked for");
        }
        if (path.toString().length() <= LONGEST_PATH) {
            files.add(new SourceFile(path.toString(), all));
        }
    }

    @Override
    public void ended(RunEnd end) {
        outcome.complete(lost ? new Outcome.Failed("what the program wrote cannot be kept") : new Outcome.Ended(end));
    }

    @Override
    public void failed(String why) {
        outcome.complete(new Outcome.Failed(why));
    }
}
