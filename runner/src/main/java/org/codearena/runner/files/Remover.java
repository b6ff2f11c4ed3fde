package org.codearena.runner.files;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes a directory and everything in it, while programs may go on filling it, and however deep it is: from a certain
 * depth on directories are first moved up, so that few are open at once. Used once.
 */
final class Remover {
    private static final int MAX_OPEN = 32;
    private static final int BATCH = 1_000;
    private static final byte[] ITSELF = Linux.bytes(".");

    private final TempName tempNames;
    private final Directory top;
    private final long deadline;

    private Remover(Directory top, TempName tempNames, Duration patience) {
        this.top = top;
        this.tempNames = tempNames;
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    /**
     * Removes a directory.
     *
     * @throws ErrnoException also {@code ENOTEMPTY}, when programs have filled it faster than it was emptied
     */
    static void remove(Directory above, String name, TempName tempNames, Duration patience) throws IOException {
        try (Directory top = above.directory(name)) {
            new Remover(top, tempNames, patience).empty(top, 1);
        }
        Linux.unlink(above.number(), Linux.bytes(name), Linux.AT_REMOVEDIR);
    }

    /** Removes what a name stands for, a directory with everything in it. */
    static void removeAny(Directory above, String name, TempName tempNames, Duration patience) throws IOException {
        try {
            above.unlink(name);
        } catch (ErrnoException e) {
            if (!e.is(ErrnoException.EISDIR)) {
                throw e;
            }
            remove(above, name, tempNames, patience);
        }
    }

    private void empty(Directory directory, int depth) throws IOException {
        List<byte[]> batch = batch(directory);
        while (!batch.isEmpty()) {
            for (byte[] name : batch) {
                remove(directory, name, depth);
            }
            batch = batch(directory);
        }
    }

    private static List<byte[]> batch(Directory directory) throws IOException {
        List<byte[]> names = new ArrayList<>();
        try (Directory fresh = directory.directory(ITSELF)) {
            Names.forEach(fresh, name -> {
                names.add(name);
                return names.size() < BATCH;
            });
        }
        return names;
    }

    private void remove(Directory directory, byte[] name, int depth) throws IOException {
        if (System.nanoTime() > deadline) {
            throw new ErrnoException("rmdir", ErrnoException.ENOTEMPTY);
        }
        try {
            Linux.unlink(directory.number(), name, 0);
        } catch (ErrnoException e) {
            if (e.is(ErrnoException.EISDIR)) {
                removeDirectory(directory, name, depth);
            } else if (!e.is(ErrnoException.ENOENT)) {
                throw e;
            }
        }
    }

    private void removeDirectory(Directory directory, byte[] name, int depth) throws IOException {
        try {
            if (depth == MAX_OPEN) {
                byte[] upThere = Linux.bytes(tempNames.next());
                Linux.rename(directory.number(), name, top.number(), upThere, Linux.RENAME_NOREPLACE);
                return;
            }
            try (Directory inner = directory.directory(name)) {
                empty(inner, depth + 1);
            }
            Linux.unlink(directory.number(), name, Linux.AT_REMOVEDIR);
        } catch (ErrnoException e) {
            // Something took it away, put something else there or something into it: the next batch tells.
            if (!e.is(ErrnoException.ENOENT, ErrnoException.ENOTDIR, ErrnoException.ELOOP, ErrnoException.ENOTEMPTY)) {
                throw e;
            }
        }
    }
}
