package org.codearena.runner.files;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.codearena.runner.blob.BlobHash;

/**
 * A file that is written beside its place. Closing it removes what still has its name. Not safe for use by several
 * threads.
 */
final class Draft implements OpenFile.Sink, AutoCloseable {
    private static final int PIECE = 1 << 16;

    private final Directory directory;
    private final String name;
    private final Descriptor descriptor;
    private final long room;
    private final MessageDigest digest = BlobHash.sha256();
    private Optional<String> version = Optional.empty();
    private long size;
    /** Whether what has the draft's name must not be removed. */
    private boolean kept;

    /**
     * Makes an empty file.
     *
     * @param room bytes that may be written; beyond them the disk is full
     */
    Draft(Directory directory, TempName names, long room) throws ErrnoException {
        this.directory = directory;
        this.name = names.next();
        this.room = room;
        this.descriptor = directory.create(name);
    }

    /** Writes what the stream has to its end. */
    void fill(InputStream content) throws IOException {
        byte[] piece = new byte[PIECE];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(PIECE);
            for (int count = content.read(piece); count >= 0; count = content.read(piece)) {
                MemorySegment.copy(piece, 0, buffer, ValueLayout.JAVA_BYTE, 0, count);
                take(buffer.asSlice(0, count).asByteBuffer());
            }
        }
    }

    /** Writes a piece that lies outside the heap. */
    @Override
    public void take(ByteBuffer piece) throws ErrnoException {
        size += piece.remaining();
        if (size > room) {
            throw new ErrnoException("write", ErrnoException.EDQUOT);
        }
        MemorySegment all = MemorySegment.ofBuffer(piece);
        for (long offset = 0; offset < all.byteSize(); ) {
            offset += Linux.write(descriptor.number(), all.asSlice(offset));
        }
        digest.update(piece);
    }

    /** Gives it to its owner, with the permissions that it shall have. */
    void hand(Optional<FilesSettings.Owner> owner, int permissions) throws ErrnoException {
        if (owner.isPresent()) {
            Linux.setOwner(descriptor.number(), owner.get().uid(), owner.get().gid());
        }
        Linux.setMode(descriptor.number(), permissions);
    }

    /** Waits until the disk has its bytes. */
    void sync() throws ErrnoException {
        Linux.sync(descriptor.number());
    }

    /**
     * Moves it to its place; {@code flags} is one of {@code Linux.RENAME_}. With an exchange, its name then stands for what
     * was there, which stays until it is said to be {@linkplain #discard worth nothing}.
     */
    void move(String place, int flags) throws ErrnoException {
        directory.rename(name, directory, place, flags);
        kept = true;
    }

    /** What has the draft's name may be removed. */
    void discard() {
        kept = false;
    }

    String name() {
        return name;
    }

    /** The SHA-256 of what was written; nothing more is written after it. */
    String version() {
        if (version.isEmpty()) {
            version = Optional.of(HexFormat.of().formatHex(digest.digest()));
        }
        return version.get();
    }

    long size() {
        return size;
    }

    Stat stat() throws ErrnoException {
        return descriptor.stat();
    }

    @Override
    public void close() {
        descriptor.close();
        if (!kept) {
            try {
                directory.unlink(name);
            } catch (ErrnoException _) {
                // Gone already, or a directory that a program put there: its own doing.
            }
        }
    }
}
