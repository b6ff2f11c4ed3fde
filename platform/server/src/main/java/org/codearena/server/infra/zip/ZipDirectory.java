package org.codearena.server.infra.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * The table at the end of a zip, looked through before any library builds objects of it: how many entries it really has,
 * and that it ends where the file does. A zip may claim one entry and hold millions, or claim 2^63; neither is believed.
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_64_BYTES = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_BYTES = 56;
    private static final int HEADER = 0x02014b50;
    private static final int HEADER_BYTES = 46;

    /** Names and remarks are held in memory; this is room for the longest names of as many entries as may be. */
    private static final long LARGEST_BYTES = 16 << 20;

    private final SeekableByteChannel zip;
    private final ZipLimits limits;
    private long entries;
    private long start;
    private long bytes;
    private long end;

    private ZipDirectory(SeekableByteChannel zip, ZipLimits limits) {
        this.zip = zip;
        this.limits = limits;
    }

    static void check(SeekableByteChannel zip, ZipLimits limits) throws IOException, ZipRefusedException {
        new ZipDirectory(zip, limits).check();
    }

    private void check() throws IOException, ZipRefusedException {
        readEnd();
        if (entries > limits.entries()) {
            throw tooMany(String.valueOf(entries));
        }
        if (bytes > LARGEST_BYTES) {
            throw broken("its table of entries has " + Long.toUnsignedString(bytes) + " bytes, at most " + LARGEST_BYTES
                    + " are allowed");
        }
        if (start < 0 || bytes < 0 || start > end || bytes > end - start) {
            throw broken("its table of entries lies outside the file");
        }
        walk();
    }

    private void readEnd() throws IOException, ZipRefusedException {
        int searched = (int) Math.min(zip.size(), END_BYTES + LONGEST_COMMENT);
        ByteBuffer tail = read(zip.size() - searched, searched);
        int at = searched - END_BYTES;
        while (at >= 0 && !(tail.getInt(at) == END && at + END_BYTES + unsigned(tail.getShort(at + 20)) == searched)) {
            at--;
        }
        if (at < 0) {
            throw broken("it does not end as a zip does");
        }
        if (unsigned(tail.getShort(at + 4)) != 0 || unsigned(tail.getShort(at + 6)) != 0) {
            throw broken("it is one part of several, which is not supported");
        }
        entries = unsigned(tail.getShort(at + 10));
        bytes = Integer.toUnsignedLong(tail.getInt(at + 12));
        start = Integer.toUnsignedLong(tail.getInt(at + 16));
        end = zip.size() - searched + at;
        if (entries == 0xFFFF || bytes == 0xFFFFFFFFL || start == 0xFFFFFFFFL) {
            readEnd64();
        }
    }

    private void readEnd64() throws IOException, ZipRefusedException {
        if (end < LOCATOR_64_BYTES + END_64_BYTES) {
            throw broken("its zip64 records are missing");
        }
        ByteBuffer locator = read(end - LOCATOR_64_BYTES, LOCATOR_64_BYTES);
        long at = locator.getLong(8);
        if (locator.getInt(0) != LOCATOR_64 || at < 0 || at > end - LOCATOR_64_BYTES - END_64_BYTES) {
            throw broken("its zip64 records are missing");
        }
        ByteBuffer record = read(at, END_64_BYTES);
        if (record.getInt(0) != END_64) {
            throw broken("its zip64 records are missing");
        }
        entries = record.getLong(32);
        bytes = record.getLong(40);
        start = record.getLong(48);
        end = at;
        if (entries < 0) {
            throw tooMany(Long.toUnsignedString(entries));
        }
    }

    /** Goes from header to header: their number, not the claimed one, is what counts. */
    private void walk() throws IOException, ZipRefusedException {
        long at = start;
        long found = 0;
        while (at < start + bytes) {
            ByteBuffer header = read(at, HEADER_BYTES);
            if (header.getInt(0) != HEADER) {
                throw broken("its table of entries is damaged");
            }
            found++;
            if (found > limits.entries()) {
                throw tooMany("more");
            }
            at += HEADER_BYTES
                    + unsigned(header.getShort(28))
                    + unsigned(header.getShort(30))
                    + unsigned(header.getShort(32));
        }
        if (found != entries || at != start + bytes) {
            throw broken("its table claims " + entries + " entries and holds " + found);
        }
    }

    private ByteBuffer read(long at, int count) throws IOException, ZipRefusedException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        zip.position(at);
        while (buffer.hasRemaining()) {
            if (zip.read(buffer) < 0) {
                throw broken("it breaks off");
            }
        }
        return buffer.flip();
    }

    private static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    private ZipRefusedException tooMany(String count) {
        return new ZipRefusedException(
                "the zip holds " + count + " entries, at most " + limits.entries() + " are allowed");
    }

    private static ZipRefusedException broken(String how) {
        return new ZipRefusedException("this is not a zip that can be read: " + how);
    }
}
