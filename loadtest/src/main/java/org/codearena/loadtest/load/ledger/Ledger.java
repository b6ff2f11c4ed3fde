package org.codearena.loadtest.load.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file that what was acknowledged is written to before anybody acts on it, one JSON object a line. One thread writes and
 * syncs for all who wait, so a sync serves as many as came during the last one. Thread-safe.
 */
public final class Ledger implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final long LOOK_AGAIN_MILLIS = 50;

    private record Line(byte[] bytes, CompletableFuture<Void> durable) {}

    private final FileChannel file;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final Thread writer = Thread.ofPlatform().name("ledger").unstarted(this::writeAll);
    private volatile boolean closed;

    private Ledger(FileChannel file) {
        this.file = file;
    }

    /** Starts a new file; there must be none. */
    public static Ledger open(Path path) throws IOException {
        Ledger ledger = new Ledger(FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        ledger.writer.start();
        return ledger;
    }

    /** Returns when the entry is on the disk. */
    public void write(Entry entry) {
        Line line = new Line(
                (JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8), new CompletableFuture<>());
        lines.add(line);
        line.durable.join();
    }

    private void writeAll() {
        List<Line> batch = new ArrayList<>();
        while (!closed || !lines.isEmpty()) {
            try {
                take(batch);
                write(batch);
                batch.forEach(line -> line.durable.complete(null));
            } catch (IOException | RuntimeException failed) {
                batch.forEach(line -> line.durable.completeExceptionally(failed));
            }
            batch.clear();
        }
    }

    private void take(List<Line> batch) {
        try {
            Line first = lines.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                lines.drainTo(batch);
            }
        } catch (InterruptedException stopped) {
            // This thread ends when it is told to by the flag, and by nothing else: somebody waits for what it writes.
            lines.drainTo(batch);
        }
    }

    private void write(List<Line> batch) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        int size = batch.stream().mapToInt(line -> line.bytes.length).sum();
        ByteBuffer buffer = ByteBuffer.allocate(size);
        batch.forEach(line -> buffer.put(line.bytes));
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        file.force(false);
    }

    /** Writes what still waits. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join();
            file.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
