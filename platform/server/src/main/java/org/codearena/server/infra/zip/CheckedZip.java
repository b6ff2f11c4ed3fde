package org.codearena.server.infra.zip;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.codearena.server.kernel.Quoted;

/**
 * A zip from a stranger. Nothing that it says about itself is believed: entries are counted and held against each other before
 * this is open, sizes are counted while unpacking. What a name could do (climb, be absolute, repeat, differ in case only) is
 * refused with the name. Not thread-safe.
 */
public final class CheckedZip implements AutoCloseable {
    private static final int EXECUTABLE = 0111;

    /** What lies at a name. */
    public enum Kind {
        FILE,
        DIRECTORY,
        LINK
    }

    /** One entry; of a link the content is the target. */
    public static final class Entry {
        private final ZipArchiveEntry entry;

        private Entry(ZipArchiveEntry entry) {
            this.entry = entry;
        }

        /** Relative and without "..", {@code /} between its parts, and at its end where it is a directory. */
        public String name() {
            return entry.getName();
        }

        public Kind kind() {
            if (entry.isDirectory()) {
                return Kind.DIRECTORY;
            }
            return (entry.getUnixMode() & UnixStat.FILE_TYPE_FLAG) == UnixStat.LINK_FLAG ? Kind.LINK : Kind.FILE;
        }

        /** Unpacked, in bytes. */
        public long size() {
            return entry.getSize();
        }

        public boolean executable() {
            return (entry.getUnixMode() & EXECUTABLE) != 0;
        }
    }

    private final SeekableByteChannel channel;
    private final ZipFile zip;

    private CheckedZip(SeekableByteChannel channel, ZipFile zip) {
        this.channel = channel;
        this.zip = zip;
    }

    /**
     * Keeps a zip as it arrives in a new file, but no more of it than is allowed.
     *
     * @throws ZipRefusedException when there is more
     */
    public static void save(InputStream zip, Path archive, ZipLimits limits) throws IOException, ZipRefusedException {
        try (OutputStream out = Files.newOutputStream(archive, StandardOpenOption.CREATE_NEW)) {
            long copied = copy(zip, out, limits.archiveBytes(), new CRC32());
            if (copied > limits.archiveBytes()) {
                throw new ZipRefusedException(
                        "the zip has more than the " + limits.archiveBytes() + " bytes that are allowed");
            }
        }
    }

    /**
     * Opens a zip on our own disk and looks at all of it but the packed bytes.
     *
     * @throws ZipRefusedException when it is not one that we take, with everything that was found
     */
    public static CheckedZip open(Path archive, ZipLimits limits) throws IOException, ZipRefusedException {
        SeekableByteChannel channel = Files.newByteChannel(archive);
        try {
            ZipDirectory.check(channel, limits);
            ZipFile zip = open(channel);
            new ZipCheck(zip, limits).check(Files.size(archive));
            return new CheckedZip(channel, zip);
        } catch (Throwable refused) {
            channel.close();
            throw refused;
        }
    }

    /** The file lies on our own disk and can be read; what the library trips over is what it says. */
    private static ZipFile open(SeekableByteChannel channel) throws ZipRefusedException {
        try {
            return ZipFile.builder().setSeekableByteChannel(channel).get();
        } catch (IOException | RuntimeException malformed) {
            throw new ZipRefusedException("this is not a zip that can be read: it is damaged");
        }
    }

    /** All entries, in the order of the zip's table. */
    public List<Entry> entries() {
        return Collections.list(zip.getEntries()).stream().map(Entry::new).toList();
    }

    /**
     * Unpacks one entry.
     *
     * @throws ZipRefusedException when it is damaged, or not as large as it says
     */
    public void unpack(Entry wanted, OutputStream out) throws IOException, ZipRefusedException {
        ZipArchiveEntry entry = wanted.entry;
        CRC32 crc = new CRC32();
        long written;
        try (InputStream in = new Unpacking(zip.getInputStream(entry))) {
            written = copy(in, out, entry.getSize(), crc);
        } catch (ZipException damaged) {
            throw new ZipRefusedException("the entry " + Quoted.of(entry.getName()) + " is damaged");
        }
        if (written != entry.getSize()) {
            throw new ZipRefusedException("the entry " + Quoted.of(entry.getName()) + " says that it has "
                    + entry.getSize() + " bytes, and has " + (written > entry.getSize() ? "more" : "less"));
        }
        if (crc.getValue() != entry.getCrc()) {
            throw new ZipRefusedException(
                    "the entry " + Quoted.of(entry.getName()) + " is damaged: its checksum is wrong");
        }
    }

    /** Copies up to one byte more than the bound, so that the caller sees when there was more; answers how many. */
    private static long copy(InputStream in, OutputStream out, long bound, CRC32 crc) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        while (copied <= bound) {
            int got = in.read(buffer, 0, (int) Math.min(buffer.length, bound + 1 - copied));
            if (got < 0) {
                return copied;
            }
            crc.update(buffer, 0, got);
            out.write(buffer, 0, got);
            copied += got;
        }
        return copied;
    }

    /** Tells damage of the zip from trouble with our own disk: whatever fails in unpacking is damage. */
    private static final class Unpacking extends FilterInputStream {
        Unpacking(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws ZipException {
            try {
                return in.read(target, offset, length);
            } catch (IOException | RuntimeException damaged) {
                ZipException wrapped = new ZipException(damaged.getMessage());
                wrapped.initCause(damaged);
                throw wrapped;
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
        channel.close();
    }
}
