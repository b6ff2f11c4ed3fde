package org.codearena.runner.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Replaces files so that no line is lost, neither by a loss of power nor by a program that writes at the same time.
 *
 * <p>The new file is written beside the old one and synced. Then the two change places, which the system does at once.
 * What was swapped out is looked at only now, when it cannot be found under its name any more and no program that had it
 * open goes on writing: if it is not the version that the writer knew, the two change places again and the writer is told
 * of a conflict. Should a program have written into the new file in between, that is left beside under a name of its own.
 *
 * <p>Two things are left. A program that holds the old file open for writing for longer than {@link #PATIENCE} goes on
 * writing into it when it has no name any more. And who reads the file in the moment between sees what is then taken back.
 */
final class Writer {
    /** How long a program may have a file open for writing before it is replaced all the same. */
    static final Duration PATIENCE = Duration.ofMillis(250);

    static final int FILE_MODE = 0644;
    static final int EXECUTABLE_MODE = 0755;

    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int LOCKS = 64;
    private static final int RESCUES = 100;
    private static final int RESCUED_NAME_BYTES = 230;

    private final Root root;
    private final Optional<FilesSettings.Owner> owner;
    private final TempName tempNames;
    /** Two writes of ours to one file do not swap at the same time: programs alone are trouble enough. */
    private final Lock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

    Writer(Root root, Optional<FilesSettings.Owner> owner, TempName tempNames) {
        this.root = root;
        this.owner = owner;
        this.tempNames = tempNames;
    }

    /** Refuses a file system on which two files cannot change places; one that is full is not asked. */
    static void check(Root root) throws FilesException {
        TempName names = new TempName();
        try (Directory directory = root.directory(FilePath.ROOT);
                Draft one = new Draft(directory, names, 0);
                Draft other = new Draft(directory, names, 0)) {
            directory.rename(one.name(), directory, other.name(), Linux.RENAME_EXCHANGE);
        } catch (ErrnoException e) {
            if (!e.is(ErrnoException.ENOSPC, ErrnoException.EDQUOT)) {
                throw new FilesException(
                        FilesException.Code.FAILED,
                        "the file system of the workspace cannot make two files change places: " + e.getMessage());
            }
        }
    }

    /**
     * Writes a file; returns when it would survive a loss of power.
     *
     * @param room bytes that the disk may still take
     * @throws IOException what the stream throws, and {@link FilesException}
     */
    WriteResult write(FilePath path, Base base, InputStream content, long room) throws IOException {
        Optional<Directory> parent = parent(path.named(), base);
        if (parent.isEmpty()) {
            return new WriteResult.Conflict(Optional.empty(), Optional.empty());
        }
        try (Directory directory = parent.get();
                Draft draft = new Draft(directory, tempNames, room)) {
            draft.fill(content);
            draft.hand(owner, permissions(directory, path.name()));
            draft.sync();
            WriteResult result = place(directory, draft, path, base);
            directory.sync();
            return result;
        } catch (ErrnoException e) {
            throw FilesException.of(e, path);
        }
    }

    private Optional<Directory> parent(FilePath path, Base base) throws FilesException {
        if (!(base instanceof Base.Version)) {
            return Optional.of(makeDirectories(path.parent(), true));
        }
        try {
            return Optional.of(root.above(path));
        } catch (FilesException e) {
            if (e.code() == FilesException.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Opens a directory; makes it, and those above it, where they are not there, each synced if {@code synced}. */
    Directory makeDirectories(FilePath path, boolean synced) throws FilesException {
        try {
            return root.directory(path);
        } catch (FilesException e) {
            if (e.code() != FilesException.Code.NOT_FOUND) {
                throw e;
            }
        }
        return Root.on(path, () -> {
            try (Directory above = makeDirectories(path.parent(), synced)) {
                makeDirectory(above, path.name());
                if (synced) {
                    above.sync();
                }
                return above.directory(path.name());
            }
        });
    }

    private void makeDirectory(Directory above, String name) throws ErrnoException {
        try {
            above.makeDirectory(name, owner);
        } catch (ErrnoException e) {
            if (!e.is(ErrnoException.EEXIST)) {
                throw e;
            }
        }
    }

    private static int permissions(Directory directory, String name) throws ErrnoException {
        return directory.find(name).filter(Stat::isFile).map(Stat::permissions).orElse(FILE_MODE);
    }

    private WriteResult place(Directory directory, Draft draft, FilePath path, Base base) throws IOException {
        Lock lock = locks[Math.floorMod(path.hashCode(), LOCKS)];
        lock.lock();
        try {
            return switch (base) {
                case Base.Any() -> replace(directory, draft, path.name());
                case Base.Absent() -> add(directory, draft, path.name());
                case Base.Version(String sha256) -> swap(directory, draft, path, sha256);
            };
        } finally {
            lock.unlock();
        }
    }

    static WriteResult replace(Directory directory, Draft draft, String name) throws ErrnoException {
        Optional<Stat> there = directory.find(name);
        if (there.isPresent() && !there.get().isFile()) {
            throw new ErrnoException("rename", ErrnoException.EISDIR);
        }
        draft.move(name, Linux.RENAME_REPLACE);
        return written(draft);
    }

    private static WriteResult add(Directory directory, Draft draft, String name) throws IOException {
        try {
            draft.move(name, Linux.RENAME_NOREPLACE);
            return written(draft);
        } catch (ErrnoException e) {
            if (!e.is(ErrnoException.EEXIST)) {
                throw e;
            }
            return new WriteResult.Conflict(current(directory, name), Optional.empty());
        }
    }

    private WriteResult swap(Directory directory, Draft draft, FilePath path, String base) throws IOException {
        String name = path.name();
        Stat mine = draft.stat();
        // Looked at a second time without its bytes, so that hardly anything has to be taken back.
        Optional<Stat> settled = settledAs(directory, name, base);
        if (settled.isEmpty() || !directory.find(name).equals(settled)) {
            return new WriteResult.Conflict(current(directory, name), Optional.empty());
        }
        draft.move(name, Linux.RENAME_EXCHANGE);
        if (isSwappedOut(directory, draft, base)) {
            draft.discard();
            return written(draft);
        }
        Optional<String> rescued = swapBack(directory, draft, path, mine);
        return new WriteResult.Conflict(current(directory, name), rescued);
    }

    /** What a name stands for if that is a file of that version in which no program is writing. */
    private static Optional<Stat> settledAs(Directory directory, String name, String version) throws IOException {
        try (OpenFile file = directory.file(name)) {
            awaitWriters(file);
            boolean right =
                    file.hash(WorkspaceFiles.MAX_VERSIONED_BYTES + 1).sha256().equals(version);
            return right ? Optional.of(file.stat()) : Optional.empty();
        } catch (ErrnoException e) {
            if (e.is(ErrnoException.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isSwappedOut(Directory directory, Draft draft, String version) {
        try {
            return settledAs(directory, draft.name(), version).isPresent();
        } catch (IOException _) {
            // No file, or one that cannot be read: whatever it is, it is not what the writer knew.
            return false;
        }
    }

    private static void awaitWriters(OpenFile file) throws ErrnoException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (file.isWritten() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Says under which path is left what cannot be thrown away. */
    private Optional<String> swapBack(Directory directory, Draft draft, FilePath path, Stat mine) throws IOException {
        Optional<Stat> there = directory.find(path.name());
        if (there.isEmpty()) {
            // A program took the new file away, so its place is free.
            tryToMove(directory, draft.name(), path.name());
        } else if (there.get().isSame(mine)) {
            tryToSwap(directory, draft.name(), path.name());
        }
        Optional<Stat> left = directory.find(draft.name());
        if (left.isEmpty()) {
            return Optional.empty();
        }
        if (left.get().isSame(mine) && isSwappedOut(directory, draft, draft.version())) {
            draft.discard();
            return Optional.empty();
        }
        return rescue(directory, draft, path);
    }

    private Optional<String> rescue(Directory directory, Draft draft, FilePath path) throws ErrnoException {
        String stem = path.name();
        while (stem.getBytes(StandardCharsets.UTF_8).length > RESCUED_NAME_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        for (int number = 1; number <= RESCUES; number++) {
            String name = stem + ".rescued-" + number;
            if (tryToMove(directory, draft.name(), name)) {
                return Optional.of(path.parent().child(name).toString());
            }
        }
        throw new ErrnoException("rename", ErrnoException.EEXIST);
    }

    private static void tryToSwap(Directory directory, String one, String other) throws ErrnoException {
        try {
            directory.rename(one, directory, other, Linux.RENAME_EXCHANGE);
        } catch (ErrnoException e) {
            if (!e.is(ErrnoException.ENOENT)) {
                throw e;
            }
        }
    }

    private static boolean tryToMove(Directory directory, String from, String to) throws ErrnoException {
        try {
            directory.rename(from, directory, to, Linux.RENAME_NOREPLACE);
            return true;
        } catch (ErrnoException e) {
            if (e.is(ErrnoException.EEXIST)) {
                return false;
            }
            throw e;
        }
    }

    private static WriteResult written(Draft draft) {
        return new WriteResult.Written(draft.version(), draft.size());
    }

    private static Optional<FileRead> current(Directory directory, String name) throws IOException {
        try (OpenFile file = directory.file(name)) {
            return Optional.of(Reading.whole(file, WorkspaceFiles.MAX_EDITED_BYTES));
        } catch (ErrnoException e) {
            if (e.is(ErrnoException.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
