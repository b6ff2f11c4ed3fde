package org.codearena.runner.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.codearena.runner.tree.Tree;

/**
 * A bounded store of programs; those used longest ago go first, and none that a run is using. Programs do not outlive the
 * process: a client that asks for one that is gone compiles again. Safe for use by several threads.
 */
public final class Programs {
    private static final int ID_BYTES = 16;

    private final Path directory;
    private final Path drafts;
    private final Bounds bounds;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();
    /** Least recently used first. Guarded by the lock, as is everything in the entries. */
    private final Map<String, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);

    private long bytes;

    /**
     * What is kept at most.
     *
     * @param age how long a program is kept after its last use
     */
    public record Bounds(int count, long bytes, Duration age) {}

    private Programs(Path directory, Path drafts, Bounds bounds, InstantSource clock) {
        this.directory = directory;
        this.drafts = drafts;
        this.bounds = bounds;
        this.clock = clock;
    }

    /**
     * Throws away what an earlier run of the program left.
     *
     * @param drafts on the same file system; for programs that are not whole yet
     */
    public static Programs open(Path directory, Path drafts, Bounds bounds, InstantSource clock) throws IOException {
        new Tree(directory).clear();
        return new Programs(directory, drafts, bounds, clock);
    }

    /** How many are kept at most. */
    public int maxCount() {
        return bounds.count;
    }

    /** How many bytes a single program can have at most. */
    public long maxBytes() {
        return bounds.bytes;
    }

    /** An empty tree for the files of a program to be; give it to {@link #keep} or close it. */
    public Draft draft() throws IOException {
        String id = newId();
        return new Draft(id, Tree.at(drafts.resolve(id)));
    }

    /**
     * Makes a program of a draft.
     *
     * @return its name
     */
    public String keep(Draft draft, long size) throws IOException {
        Path home = directory.resolve(draft.id);
        lock.lock();
        try {
            Files.move(draft.tree.root(), home, StandardCopyOption.ATOMIC_MOVE);
            entries.put(draft.id, new Entry(new Tree(home), size, clock.instant()));
            bytes += size;
            evict(draft.id);
        } finally {
            lock.unlock();
        }
        return draft.id;
    }

    /** Lends a program to a run; empty where it is unknown. It stays until the loan is closed. */
    public Optional<Loan> lend(String id) throws IOException {
        lock.lock();
        try {
            Entry entry = entries.get(id);
            if (entry == null) {
                return Optional.empty();
            }
            if (isOld(entry)) {
                entries.remove(id);
                forget(entry);
                return Optional.empty();
            }
            entry.users++;
            entry.used = clock.instant();
            return Optional.of(new Loan(id, entry));
        } finally {
            lock.unlock();
        }
    }

    /** Whether a program is here; asking counts as use. */
    public boolean use(String id) throws IOException {
        Optional<Loan> loan = lend(id);
        loan.ifPresent(Loan::close);
        return loan.isPresent();
    }

    private void evict(String spared) throws IOException {
        Iterator<Map.Entry<String, Entry>> oldest = entries.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, Entry> candidate = oldest.next();
            boolean crowded = entries.size() > bounds.count || bytes > bounds.bytes;
            if (!crowded && !isOld(candidate.getValue())) {
                return;
            }
            if (candidate.getValue().users == 0 && !candidate.getKey().equals(spared)) {
                oldest.remove();
                forget(candidate.getValue());
            }
        }
    }

    private boolean isOld(Entry entry) {
        return entry.users == 0 && entry.used.plus(bounds.age).isBefore(clock.instant());
    }

    /** Of one that nobody uses. */
    private void forget(Entry entry) throws IOException {
        bytes -= entry.size;
        entry.tree.delete();
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** A program to be. Closing it removes what was not kept. */
    public record Draft(String id, Tree tree) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (Files.exists(tree.root())) {
                tree.delete();
            }
        }
    }

    /** A program whose files stay until this is closed. */
    public final class Loan implements AutoCloseable {
        private final String id;
        private final Entry entry;
        private boolean closed;

        private Loan(String id, Entry entry) {
            this.id = id;
            this.entry = entry;
        }

        public String id() {
            return id;
        }

        public Tree tree() {
            return entry.tree;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                closed = true;
                entry.users--;
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class Entry {
        private final Tree tree;
        private final long size;
        private Instant used;
        private int users;

        Entry(Tree tree, long size, Instant used) {
            this.tree = tree;
            this.size = size;
            this.used = used;
        }
    }
}
