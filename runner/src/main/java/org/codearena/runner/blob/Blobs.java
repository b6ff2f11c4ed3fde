package org.codearena.runner.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.codearena.runner.blob.BlobRefusedException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded cache of files named by their SHA-256; the least recently used go first, and none that a run is using.
 *
 * <p>A blob is hashed while it is written, and once more on its first use after a start. From then on every use compares
 * the file's inode, size and time of last change with those seen when it was hashed (not the time of a change of metadata:
 * each link to the file, by which a box sees it, is one). That is enough because nobody but the runner can write the
 * directory; what it cannot notice is a disk that loses bits by itself while the runner runs. A blob that fails is thrown
 * away and counts as unknown, so that it is sent again.
 *
 * <p>Safe for use by several threads.
 */
public final class Blobs {
    private static final Logger LOG = LoggerFactory.getLogger(Blobs.class);
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path directory;
    private final Path uploads;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    /** Least recently used first. Guarded by the lock, as are {@link #bytes} and the users of each entry. */
    private final Map<BlobHash, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
    /** What the blobs and the uploads under way take together. */
    private long bytes;

    private Blobs(Path directory, Path uploads, long maxBytes) {
        this.directory = directory;
        this.uploads = uploads;
        this.maxBytes = maxBytes;
    }

    /**
     * Takes over what an earlier run of the program left.
     *
     * @param directory where the blobs lie, and nothing else
     * @param uploads on the same file system; for blobs that are not whole yet
     */
    public static Blobs open(Path directory, Path uploads, long maxBytes) throws IOException {
        Blobs blobs = new Blobs(directory, uploads, maxBytes);
        blobs.adopt();
        return blobs;
    }

    private void adopt() throws IOException {
        List<Found> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                try {
                    BlobHash hash = new BlobHash(file.getFileName().toString());
                    found.add(new Found(
                            hash,
                            attributes.size(),
                            attributes.lastModifiedTime().toMillis()));
                } catch (IllegalArgumentException notABlob) {
                    Files.delete(file);
                }
            }
        }
        found.sort(Comparator.comparingLong(Found::modified));
        lock.lock();
        try {
            for (Found blob : found) {
                entries.put(blob.hash, new Entry(blob.size));
                bytes += blob.size;
            }
            makeRoom(0);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the blob is here; asking counts as use. */
    public boolean has(BlobHash hash) {
        lock.lock();
        try {
            return entries.get(hash) != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a blob, or only checks it where it is here already.
     *
     * @return whether it is new
     */
    public boolean put(BlobHash hash, InputStream content) throws IOException, BlobRefusedException {
        Path upload = uploads.resolve(UUID.randomUUID().toString());
        Reservation reservation = new Reservation();
        try {
            MessageDigest digest = BlobHash.sha256();
            try (OutputStream out = Files.newOutputStream(upload)) {
                copy(content, out, digest, reservation);
            }
            BlobHash actual = BlobHash.of(digest);
            if (!actual.equals(hash)) {
                throw new BlobRefusedException(Reason.MISMATCH, "the body has the SHA-256 " + actual + ", not " + hash);
            }
            Files.setPosixFilePermissions(upload, PosixFilePermissions.fromString("r--r--r--"));
            return enter(hash, upload, reservation);
        } finally {
            Files.deleteIfExists(upload);
            reservation.close();
        }
    }

    private static void copy(InputStream content, OutputStream out, MessageDigest digest, Reservation reservation)
            throws IOException, BlobRefusedException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            reservation.add(count);
            digest.update(buffer, 0, count);
            out.write(buffer, 0, count);
        }
    }

    private boolean enter(BlobHash hash, Path upload, Reservation reservation) throws IOException {
        lock.lock();
        try {
            if (entries.get(hash) != null) {
                return false;
            }
            Files.move(upload, file(hash), StandardCopyOption.ATOMIC_MOVE);
            Entry entry = new Entry(reservation.held);
            entry.stamp = Optional.of(Stamp.of(file(hash)));
            entries.put(hash, entry);
            reservation.held = 0;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Lends a blob to a run, checked; empty where it is unknown. It stays until the loan is closed. */
    public Optional<Loan> lend(BlobHash hash) throws IOException {
        Entry entry;
        lock.lock();
        try {
            entry = entries.get(hash);
            if (entry == null) {
                return Optional.empty();
            }
            entry.users++;
        } finally {
            lock.unlock();
        }
        Loan loan = new Loan(hash, entry);
        boolean sound = false;
        try {
            sound = isSound(hash, entry);
            return sound ? Optional.of(loan) : Optional.empty();
        } finally {
            if (!sound) {
                loan.close();
            }
        }
    }

    private boolean isSound(BlobHash hash, Entry entry) throws IOException {
        entry.checking.lock();
        try {
            Path file = file(hash);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                discard(hash, entry, "missing");
                return false;
            }
            Stamp now = Stamp.of(file);
            if (entry.stamp.isPresent() && entry.stamp.get().equals(now)) {
                return true;
            }
            if (!hashOf(file).equals(hash)) {
                discard(hash, entry, "changed");
                return false;
            }
            entry.stamp = Optional.of(now);
            return true;
        } finally {
            entry.checking.unlock();
        }
    }

    private void discard(BlobHash hash, Entry entry, String why) throws IOException {
        lock.lock();
        try {
            if (entries.remove(hash, entry)) {
                bytes -= entry.size;
                Files.deleteIfExists(file(hash));
                LOG.atWarn().addKeyValue("blob", hash).addKeyValue("why", why).log("blob thrown away");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes what was used longest ago until so many more bytes fit; answers whether they do. */
    private boolean makeRoom(long more) throws IOException {
        Iterator<Map.Entry<BlobHash, Entry>> oldest = entries.entrySet().iterator();
        while (bytes + more > maxBytes && oldest.hasNext()) {
            Map.Entry<BlobHash, Entry> candidate = oldest.next();
            if (candidate.getValue().users == 0) {
                oldest.remove();
                bytes -= candidate.getValue().size;
                Files.deleteIfExists(file(candidate.getKey()));
            }
        }
        return bytes + more <= maxBytes;
    }

    private Path file(BlobHash hash) {
        return directory.resolve(hash.hex());
    }

    private static BlobHash hashOf(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return BlobHash.of(content);
        }
    }

    /** A blob that stays where it is until this is closed. */
    public final class Loan implements AutoCloseable {
        private final BlobHash hash;
        private final Entry entry;
        private boolean closed;

        private Loan(BlobHash hash, Entry entry) {
            this.hash = hash;
            this.entry = entry;
        }

        /** Name of the blob's file in the directory of blobs. */
        public String fileName() {
            return hash.hex();
        }

        /** The blob's file, to be read or linked to. */
        public Path file() {
            return Blobs.this.file(hash);
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!closed) {
                    closed = true;
                    entry.users--;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Room for an upload, claimed as its bytes come: its length need not be known, and cannot be lied about. */
    private final class Reservation {
        private long held;

        void add(int count) throws IOException, BlobRefusedException {
            lock.lock();
            try {
                if (held + count > maxBytes) {
                    throw new BlobRefusedException(
                            Reason.TOO_LARGE,
                            "the body is longer than the whole cache, which is " + maxBytes + " bytes");
                }
                if (!makeRoom(count)) {
                    throw new BlobRefusedException(
                            Reason.FULL, "the cache of " + maxBytes + " bytes is full of blobs in use");
                }
                held += count;
                bytes += count;
            } finally {
                lock.unlock();
            }
        }

        void close() {
            lock.lock();
            try {
                bytes -= held;
                held = 0;
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class Entry {
        private final long size;
        private final ReentrantLock checking = new ReentrantLock();
        /** What the file looked like when it was last hashed; guarded by {@link #checking}. */
        private Optional<Stamp> stamp = Optional.empty();

        private int users;

        Entry(long size) {
            this.size = size;
        }
    }

    private record Found(BlobHash hash, long size, long modified) {}

    private record Stamp(Map<String, Object> attributes) {
        static Stamp of(Path file) throws IOException {
            return new Stamp(Map.copyOf(
                    Files.readAttributes(file, "unix:ino,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS)));
        }
    }
}
