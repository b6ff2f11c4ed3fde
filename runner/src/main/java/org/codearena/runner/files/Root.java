package org.codearena.runner.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The directory of a workspace, opened once. Safe for use by many threads. */
final class Root implements AutoCloseable {
    private static final byte[] ITSELF = Linux.bytes(".");

    private final Directory directory;
    private boolean closed;
    /** Held to read while the descriptor is used, so that its number means nothing else by then. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private Root(Directory directory) {
        this.directory = directory;
    }

    /** Opens an absolute path; {@code FAILED} where the system cannot do what is needed of it. */
    static Root open(Path path) throws FilesException {
        if (!path.isAbsolute()) {
            throw new FilesException(FilesException.Code.BAD_REQUEST, "root '" + path + "' is not absolute");
        }
        try {
            int flags = Directory.OPEN | Linux.O_NOFOLLOW;
            return new Root(new Directory(new Descriptor(Linux.openAbsolute(path.toString(), flags))));
        } catch (ErrnoException e) {
            if (e.is(ErrnoException.ENOSYS)) {
                throw new FilesException(FilesException.Code.FAILED, "the system has no openat2: Linux 5.6 has it");
            }
            throw new FilesException(
                    FilesException.Code.FAILED, "root '" + path + "' is no directory: " + e.getMessage());
        }
    }

    /** Something done with files; what the system says against it becomes a {@link FilesException}. */
    interface Operation<T> {
        T run() throws IOException;
    }

    /**
     * Runs an operation.
     *
     * @param path what it is about, for the message
     */
    static <T> T on(FilePath path, Operation<T> operation) throws FilesException {
        try {
            return operation.run();
        } catch (FilesException e) {
            throw e;
        } catch (ErrnoException e) {
            throw FilesException.of(e, path);
        } catch (IOException e) {
            throw new FilesException(FilesException.Code.FAILED, "'" + path + "': " + e.getMessage());
        }
    }

    /** Opens a directory beneath the root, or the root. */
    Directory directory(FilePath path) throws FilesException {
        Lock using = lock.readLock();
        using.lock();
        try {
            if (closed) {
                throw new FilesException(FilesException.Code.FAILED, "the workspace is closed");
            }
            return directory.directory(path.isRoot() ? ITSELF : Linux.bytes(path.toString()));
        } catch (ErrnoException e) {
            if (e.is(ErrnoException.ELOOP)) {
                throw new FilesException(
                        FilesException.Code.NOT_A_DIRECTORY,
                        "'" + path + "' is a link or lies behind one, and links are not followed");
            }
            throw FilesException.of(e, path);
        } finally {
            using.unlock();
        }
    }

    /** Opens the directory that holds what the path names. */
    Directory above(FilePath path) throws FilesException {
        return directory(path.named().parent());
    }

    @Override
    public void close() {
        Lock using = lock.writeLock();
        using.lock();
        try {
            closed = true;
            directory.close();
        } finally {
            using.unlock();
        }
    }
}
