package org.codearena.runner.files;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.codearena.runner.blob.BlobHash;

/** A regular file that is open to be read. Not safe for use by several threads. */
final class OpenFile implements AutoCloseable {
    private static final int PIECE = 1 << 16;

    private final Descriptor descriptor;

    OpenFile(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Takes a file's bytes piece by piece. */
    interface Sink {
        void take(ByteBuffer piece) throws IOException;
    }

    Stat stat() throws ErrnoException {
        return descriptor.stat();
    }

    /** Whether a program has it open for writing. */
    boolean isWritten() throws ErrnoException {
        return Linux.isWritten(descriptor.number());
    }

    /**
     * Reads from the start.
     *
     * @param limit bytes at most
     * @return how many there were
     */
    long read(long limit, Sink sink) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Math.clamp(limit, 1, PIECE));
            long offset = 0;
            while (offset < limit) {
                int count = Linux.read(
                        descriptor.number(), buffer.asSlice(0, Math.min(buffer.byteSize(), limit - offset)), offset);
                if (count == 0) {
                    break;
                }
                sink.take(buffer.asSlice(0, count).asByteBuffer());
                offset += count;
            }
            return offset;
        }
    }

    /** The first bytes of it, {@code limit} at most. */
    byte[] bytes(int limit) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) Math.min(limit, stat().size() + 1));
        long count = read(all.capacity(), all::put);
        if (count == all.capacity() && count < limit) {
            ByteBuffer more = ByteBuffer.allocate(limit);
            count = read(limit, more::put);
            return trimmed(more, count);
        }
        return trimmed(all, count);
    }

    private static byte[] trimmed(ByteBuffer buffer, long count) {
        byte[] bytes = new byte[(int) count];
        buffer.get(0, bytes);
        return bytes;
    }

    /** The SHA-256 of the first bytes of it, {@code limit} at most. */
    Hashed hash(long limit) throws IOException {
        MessageDigest digest = BlobHash.sha256();
        long count = read(limit, digest::update);
        return new Hashed(HexFormat.of().formatHex(digest.digest()), count);
    }

    /** A hash, and of how many bytes. */
    record Hashed(String sha256, long size) {}

    @Override
    public void close() {
        descriptor.close();
    }
}
