package org.codearena.server.workspace.orchestrator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.codearena.contract.workspace.Changes;
import org.codearena.contract.workspace.Changes.Content;
import org.codearena.contract.workspace.Changes.FileChange;
import org.codearena.server.kernel.Sha256;

/** The files of a workspace in memory, with the revision at which each was last changed. Thread-safe. */
public final class FakeDisk {
    private record Entry(Optional<byte[]> bytes, boolean executable, long revision) {}

    private final Map<String, Entry> entries = new TreeMap<>();
    private long revision;

    public synchronized void write(String path, String text) {
        write(path, text.getBytes(StandardCharsets.UTF_8), false);
    }

    synchronized void write(String path, byte[] bytes, boolean executable) {
        revision++;
        entries.put(path, new Entry(Optional.of(bytes), executable, revision));
        notifyAll();
    }

    public synchronized void delete(String path) {
        revision++;
        entries.put(path, new Entry(Optional.empty(), false, revision));
        notifyAll();
    }

    synchronized Optional<byte[]> read(String path) {
        return Optional.ofNullable(entries.get(path)).flatMap(Entry::bytes);
    }

    /** What is on it, as text by path. */
    public synchronized Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        entries.forEach((path, entry) ->
                entry.bytes().ifPresent(bytes -> texts.put(path, new String(bytes, StandardCharsets.UTF_8))));
        return texts;
    }

    synchronized long revision() {
        return revision;
    }

    synchronized long bytes() {
        return entries.values().stream()
                .mapToLong(e -> e.bytes().map(b -> b.length).orElse(0))
                .sum();
    }

    synchronized void awaitAfter(long after, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (revision <= after) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    synchronized Changes changes(String epoch, boolean complete, long after) {
        List<FileChange> changed = entries.entrySet().stream()
                .filter(each -> complete
                        ? each.getValue().bytes().isPresent()
                        : each.getValue().revision() > after)
                .map(each -> new FileChange(each.getKey(), content(each.getValue())))
                .toList();
        return new Changes(epoch, revision, complete, changed);
    }

    private static Optional<Content> content(Entry entry) {
        return entry.bytes().map(bytes -> new Content(Sha256.of(bytes), bytes.length, entry.executable()));
    }
}
