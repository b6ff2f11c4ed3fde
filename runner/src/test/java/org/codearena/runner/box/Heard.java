package org.codearena.runner.box;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.codearena.runner.tree.RelativePath;

/** Remembers what a run said. */
final class Heard implements RunListener {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Map<String, String> files = new TreeMap<>();
    private final CompletableFuture<RunEnd> end = new CompletableFuture<>();
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    @Override
    public void output(byte[] piece) {
        output.writeBytes(piece);
    }

    @Override
    public void error(byte[] piece) {}

    @Override
    public void file(RelativePath path, boolean executable, Instant modified, InputStream content) throws IOException {
        files.put(path.toString(), new String(content.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Override
    public void ended(RunEnd ended) {
        end.complete(ended);
    }

    @Override
    public void failed(String why) {
        failure.complete(why);
    }

    String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    Map<String, String> files() {
        return files;
    }

    void awaitEnd() throws Exception {
        CompletableFuture.anyOf(end, failure).get(20, TimeUnit.SECONDS);
    }

    RunEnd end() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }

    String failure() throws Exception {
        return failure.get(20, TimeUnit.SECONDS);
    }
}
