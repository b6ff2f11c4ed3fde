package org.codearena.runner.files;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/**
 * What the system says of a file.
 *
 * @param mode kind and permissions
 * @param inode and device: which file it is, whatever its name
 * @param modified and {@code changed}: nanoseconds since 1970
 */
record Stat(int mode, int links, long size, long inode, long device, long modified, long changed) {
    static final int BYTES = 256;
    static final int MASK = 0x7ff;

    private static final int S_IFMT = 0xf000;
    private static final int S_IFREG = 0x8000;
    private static final int S_IFDIR = 0x4000;
    private static final int S_IFLNK = 0xa000;
    private static final int OWNER_EXECUTES = 0100;
    private static final long SECOND = 1_000_000_000;

    static Stat of(MemorySegment statx) {
        return new Stat(
                Short.toUnsignedInt(statx.get(JAVA_SHORT, 28)),
                statx.get(JAVA_INT, 16),
                statx.get(JAVA_LONG, 40),
                statx.get(JAVA_LONG, 32),
                Integer.toUnsignedLong(statx.get(JAVA_INT, 136)) << Integer.SIZE
                        | Integer.toUnsignedLong(statx.get(JAVA_INT, 140)),
                time(statx, 112),
                time(statx, 96));
    }

    private static long time(MemorySegment statx, long offset) {
        return statx.get(JAVA_LONG, offset) * SECOND + Integer.toUnsignedLong(statx.get(JAVA_INT, offset + 8));
    }

    FileKind kind() {
        return switch (mode & S_IFMT) {
            case S_IFREG -> FileKind.FILE;
            case S_IFDIR -> FileKind.DIRECTORY;
            case S_IFLNK -> FileKind.LINK;
            default -> FileKind.OTHER;
        };
    }

    boolean isFile() {
        return kind() == FileKind.FILE;
    }

    /** Whether its owner may execute it; only said of files. */
    boolean executable() {
        return isFile() && (mode & OWNER_EXECUTES) != 0;
    }

    int permissions() {
        return mode & 0777;
    }

    boolean isSame(Stat other) {
        return inode == other.inode && device == other.device;
    }
}
