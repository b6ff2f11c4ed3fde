package org.codearena.runner.files;

import java.util.Optional;

/** An open directory: names are looked up in it, whatever its own name is by now. Not safe for use by several threads. */
final class Directory implements AutoCloseable {
    static final int OPEN = Linux.O_RDONLY | Linux.O_DIRECTORY | Linux.O_NONBLOCK;

    private static final int MODE = 0755;

    private final Descriptor descriptor;

    Directory(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    int number() {
        return descriptor.number();
    }

    /** Opens a directory in it; {@code ENOTDIR} or {@code ELOOP} when that is none. */
    Directory directory(byte[] name) throws ErrnoException {
        return new Directory(new Descriptor(Linux.openBeneath(number(), name, OPEN, 0)));
    }

    Directory directory(String name) throws ErrnoException {
        return directory(Linux.bytes(name));
    }

    /** Opens a file in it to read; {@code EISDIR} for whatever is no file: it is not opened then. */
    OpenFile file(String name) throws ErrnoException {
        try (Descriptor found = new Descriptor(Linux.openBeneath(number(), Linux.bytes(name), Linux.O_PATH, 0))) {
            if (!found.stat().isFile()) {
                throw new ErrnoException("open", ErrnoException.EISDIR);
            }
            return new OpenFile(found.reopen(Linux.O_RDONLY | Linux.O_NONBLOCK));
        }
    }

    /** Makes a file in it that only its owner can read yet. */
    Descriptor create(String name) throws ErrnoException {
        int flags = Linux.O_WRONLY | Linux.O_CREAT | Linux.O_EXCL | Linux.O_NONBLOCK;
        return new Descriptor(Linux.openBeneath(number(), Linux.bytes(name), flags, 0600));
    }

    void makeDirectory(String name, Optional<FilesSettings.Owner> owner) throws ErrnoException {
        Linux.makeDirectory(number(), Linux.bytes(name), MODE);
        try (Directory made = directory(name)) {
            Linux.setMode(made.number(), MODE);
            if (owner.isPresent()) {
                Linux.setOwner(made.number(), owner.get().uid(), owner.get().gid());
            }
        }
    }

    /** What a name in it stands for, empty if nothing. */
    Optional<Stat> find(String name) throws ErrnoException {
        try {
            return Optional.of(Linux.stat(number(), Linux.bytes(name)));
        } catch (ErrnoException e) {
            if (e.is(ErrnoException.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Renames within the file system; {@code flags} is one of {@code Linux.RENAME_}. */
    void rename(String name, Directory to, String newName, int flags) throws ErrnoException {
        Linux.rename(number(), Linux.bytes(name), to.number(), Linux.bytes(newName), flags);
    }

    void unlink(String name) throws ErrnoException {
        Linux.unlink(number(), Linux.bytes(name), 0);
    }

    /** Waits until the disk has its names. */
    void sync() throws ErrnoException {
        Linux.sync(number());
    }

    Stat stat() throws ErrnoException {
        return descriptor.stat();
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
