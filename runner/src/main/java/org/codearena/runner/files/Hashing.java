package org.codearena.runner.files;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out what files hold: small ones at once, larger ones in a thread that does nothing else, so that they stall no
 * others. What changes while it is read is looked at again; if it never holds still, it is noted as it was read, with
 * pauses that grow with what it costs. Belongs to the {@link Scanner}'s thread.
 */
final class Hashing {
    private static final long SMALL = 1 << 20;
    private static final int ATTEMPTS = 3;
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LATER = Duration.ofSeconds(1);
    private static final int COST = 10;

    private final Root root;
    private final FilesSettings settings;
    private final InstantSource clock;
    private final News news;
    private final Threads threads;
    /** Files whose bytes are not known yet as they are now. */
    private final Map<FilePath, Pending> pending = new HashMap<>();

    Hashing(Root root, FilesSettings settings, InstantSource clock, News news, Threads threads) {
        this.root = root;
        this.settings = settings;
        this.clock = clock;
        this.news = news;
        this.threads = threads;
    }

    /** What is done elsewhere or later. */
    interface Threads {
        /** Runs the work in the thread for large files, and then what it gives back in the scanner's. */
        void hash(Work work);

        /** Looks at a path again after a while. */
        void lookAgain(FilePath path, Duration after);
    }

    /** Reads a file. */
    interface Work {
        /** Gives back what is to be done with it. */
        Runnable run();
    }

    private static final class Pending {
        private final Node.Leaf leaf;
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();
        /** As it was when it was queued for the other thread; empty while it is not. */
        private Optional<Stat> queued = Optional.empty();

        private boolean changedMeanwhile;

        Pending(Node.Leaf leaf) {
            this.leaf = leaf;
        }
    }

    /** What is not known yet; each is completed when it is. */
    List<CompletableFuture<Boolean>> pending() {
        return pending.values().stream().map(one -> one.done).toList();
    }

    /**
     * A file is there.
     *
     * @param thorough whether it is looked at even if it never holds still and was looked at just now
     */
    void see(Directory directory, FilePath path, Node.Leaf leaf, Stat stat, boolean isNew, boolean thorough)
            throws IOException {
        if (leaf.isAsSeen(stat) || (leaf.isResting() && !thorough)) {
            return;
        }
        if (stat.size() > settings.keptBytes()) {
            refuse(path, leaf, Optional.of(stat), Unkept.Reason.TOO_LARGE, stat.size());
            tellWithoutVersion(path, isNew);
        } else if (leaf.content().isEmpty() && news.files() >= settings.diskFiles()) {
            refuse(path, leaf, Optional.empty(), Unkept.Reason.TOO_MANY, stat.size());
            tellWithoutVersion(path, isNew);
        } else if (stat.size() > SMALL) {
            tellWithoutVersion(path, isNew);
            queue(path, leaf, stat);
        } else {
            Optional<Look> look = read(directory, path, leaf, stat);
            look.ifPresentOrElse(
                    it -> note(path, leaf, it, it.isSteady(), isNew), () -> tellWithoutVersion(path, isNew));
        }
    }

    /** A file is not there any more. */
    void forget(FilePath path) {
        settled(path);
    }

    private void refuse(FilePath path, Node.Leaf leaf, Optional<Stat> seen, Unkept.Reason reason, long size) {
        leaf.set(Optional.empty(), seen);
        news.drop(path, reason, size);
        settled(path);
    }

    private void tellWithoutVersion(FilePath path, boolean isNew) {
        if (isNew) {
            news.created(path, FileKind.FILE);
        } else if (!pending.containsKey(path)) {
            news.changed(path);
        }
    }

    private Optional<Look> read(Directory directory, FilePath path, Node.Leaf leaf, Stat stat) throws IOException {
        try (OpenFile file = directory.file(path.name())) {
            return Optional.of(Look.at(file, SMALL, clock));
        } catch (ErrnoException e) {
            failed(path, leaf, stat, e);
            return Optional.empty();
        }
    }

    private void failed(FilePath path, Node.Leaf leaf, Stat stat, ErrnoException e) {
        if (e.is(ErrnoException.EACCES, ErrnoException.EPERM)) {
            // What it held before stays kept: it is still there.
            leaf.set(leaf.content(), Optional.of(stat));
            news.unkeep(path.toString(), Unkept.Reason.UNREADABLE, stat.size());
            settled(path);
        } else if (e.is(ErrnoException.EFBIG)) {
            threads.lookAgain(path, SOON);
        } else if (Walk.isGone(e)) {
            settled(path);
            threads.lookAgain(path, SOON);
        } else {
            threads.lookAgain(path, LATER);
        }
    }

    private void queue(FilePath path, Node.Leaf leaf, Stat stat) {
        Pending one = pending.computeIfAbsent(path, _ -> new Pending(leaf));
        if (one.queued.isPresent()) {
            one.changedMeanwhile |= !one.queued.get().equals(stat);
            return;
        }
        one.queued = Optional.of(stat);
        one.changedMeanwhile = false;
        threads.hash(() -> readLarge(path, one, stat));
    }

    private Runnable readLarge(FilePath path, Pending one, Stat stat) {
        try (Directory above = root.above(path);
                OpenFile file = above.file(path.name())) {
            Look look = Look.at(file, settings.keptBytes(), clock);
            return () -> finished(path, one, look);
        } catch (ErrnoException e) {
            return () -> failed(path, one, stat, e);
        } catch (IOException _) {
            return () -> failed(path, one, stat, new ErrnoException("open", ErrnoException.ENOENT));
        }
    }

    private void finished(FilePath path, Pending one, Look look) {
        if (pending.get(path) == one) {
            one.queued = Optional.empty();
            note(path, one.leaf, look, look.isSteady() && !one.changedMeanwhile, false);
        }
    }

    private void failed(FilePath path, Pending one, Stat stat, ErrnoException e) {
        if (pending.get(path) == one) {
            one.queued = Optional.empty();
            failed(path, one.leaf, stat, e);
        }
    }

    private void note(FilePath path, Node.Leaf leaf, Look look, boolean steady, boolean isNew) {
        if (!steady && leaf.attempts() < ATTEMPTS) {
            leaf.setAttempts(leaf.attempts() + 1);
            tellWithoutVersion(path, isNew);
            pending.computeIfAbsent(path, _ -> new Pending(leaf));
            threads.lookAgain(path, SOON);
            return;
        }
        boolean trusted = steady && look.isTrusted();
        leaf.set(Optional.of(look.content()), trusted ? Optional.of(look.after()) : Optional.empty());
        news.holds(path, look.content(), isNew);
        settled(path);
        if (steady) {
            leaf.setAttempts(0);
        } else {
            leaf.rest(pause(look));
        }
        if (!trusted) {
            threads.lookAgain(path, steady ? SOON : pause(look));
        }
    }

    private static Duration pause(Look look) {
        Duration worth = look.took().multipliedBy(COST);
        return worth.compareTo(LATER) > 0 ? worth : LATER;
    }

    private void settled(FilePath path) {
        Pending one = pending.remove(path);
        if (one != null) {
            one.done.complete(true);
        }
    }
}
