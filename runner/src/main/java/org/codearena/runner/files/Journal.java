package org.codearena.runner.files;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.codearena.contract.workspace.Changes;

/**
 * Which files are kept, and since which revision they are as they are. That a file is gone is remembered too, of the last
 * {@link #MAX_GONE}. Safe for use by many threads.
 */
final class Journal {
    static final int MAX_GONE = 100_000;

    private final Lock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();

    private final String epoch = UUID.randomUUID().toString();
    private final Map<String, Line> lines = new HashMap<>();
    /** The path of each revision that is still somebody's last. */
    private final NavigableMap<Long, String> order = new TreeMap<>();

    private final NavigableMap<Long, String> gone = new TreeMap<>();
    /** Before this revision it is not known any more what was deleted. */
    private long forgotten;

    /** Above 0 from the start, so that who has heard of an empty workspace can wait for more. */
    private long revision = 1;

    private long files;
    private long bytes;
    private boolean ready;
    private int withheld;

    private record Line(long revision, Optional<Changes.Content> content) {}

    /** Notes what a file holds; says whether that is new. */
    boolean put(String path, Changes.Content content) {
        lock.lock();
        try {
            Line before = lines.get(path);
            if (before != null && before.content.equals(Optional.of(content))) {
                return false;
            }
            write(path, Optional.of(content));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Notes that there is no such file any more. */
    void remove(String path) {
        lock.lock();
        try {
            Line before = lines.get(path);
            if (before != null && before.content.isPresent()) {
                write(path, Optional.empty());
                gone.put(revision, path);
                forget();
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(String path, Optional<Changes.Content> content) {
        revision++;
        Line before = lines.put(path, new Line(revision, content));
        if (before != null) {
            order.remove(before.revision);
            gone.remove(before.revision);
            count(before.content, -1);
        }
        order.put(revision, path);
        count(content, 1);
        news.signalAll();
    }

    private void count(Optional<Changes.Content> content, int sign) {
        if (content.isPresent()) {
            files += sign;
            bytes += sign * content.get().size();
        }
    }

    private void forget() {
        if (gone.size() > MAX_GONE) {
            Map.Entry<Long, String> oldest = gone.pollFirstEntry();
            forgotten = oldest.getKey();
            order.remove(forgotten);
            lines.remove(oldest.getValue());
        }
    }

    /** From now on what is in here is all there is. */
    void ready() {
        lock.lock();
        try {
            ready = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Until {@link #release} no answer is complete. */
    void withhold() {
        lock.lock();
        try {
            withheld++;
        } finally {
            lock.unlock();
        }
    }

    void release() {
        lock.lock();
        try {
            withheld--;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Optional<Changes.Content> content(String path) {
        lock.lock();
        try {
            Line line = lines.get(path);
            return line == null ? Optional.empty() : line.content;
        } finally {
            lock.unlock();
        }
    }

    FilesState state() {
        lock.lock();
        try {
            return new FilesState(epoch, revision, files, bytes);
        } finally {
            lock.unlock();
        }
    }

    /** See {@link WorkspaceFiles#changes}. */
    Changes since(String epochOfAfter, long after, Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = wait.toNanos();
            while (left > 0 && (isUnknown(epochOfAfter, after) ? isIncomplete() : revision == after)) {
                left = news.awaitNanos(left);
            }
            return isUnknown(epochOfAfter, after) ? all() : later(after);
        } finally {
            lock.unlock();
        }
    }

    private boolean isUnknown(String epochOfAfter, long after) {
        return after <= 0 || after > revision || after < forgotten || !epochOfAfter.equals(epoch);
    }

    private boolean isIncomplete() {
        return !ready || withheld > 0;
    }

    private Changes all() {
        if (isIncomplete()) {
            return new Changes(epoch, 0, false, List.of());
        }
        List<Changes.FileChange> all = new ArrayList<>();
        lines.forEach((path, line) -> {
            if (line.content.isPresent()) {
                all.add(new Changes.FileChange(path, line.content));
            }
        });
        return new Changes(epoch, revision, true, all);
    }

    private Changes later(long after) {
        List<Changes.FileChange> later = new ArrayList<>();
        for (String path : order.tailMap(after, false).values()) {
            later.add(new Changes.FileChange(path, Objects.requireNonNull(lines.get(path)).content));
        }
        return new Changes(epoch, revision, false, later);
    }
}
