package org.codearena.server.infra;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.codearena.server.kernel.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that is far, with copies nearby of what was read lately: a judge reads the same tests again and again. A copy is made while its
 * first reader reads, and kept if it was read whole and its bytes have that hash; nothing can become out of date, as a blob never
 * changes. What was not read for longest goes first. Thread-safe.
 */
final class CachedBlobs implements Blobs, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CachedBlobs.class);
    /** One blob must not push out all others. */
    private static final int LARGEST_SHARE = 8;

    private final Blobs store;
    private final Path directory;
    private final long mostBytes;
    /** Sizes by name, what was read last at the end; guarded by itself. */
    private final Map<String, Long> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long keptBytes;

    /**
     * Nothing is kept yet.
     *
     * @param directory an empty one of this process's own, which goes when this is closed
     */
    CachedBlobs(Blobs store, Path directory, long mostBytes) {
        this.store = store;
        this.directory = directory;
        this.mostBytes = mostBytes;
    }

    @Override
    public String put(InputStream bytes) throws IOException {
        return store.put(bytes);
    }

    @Override
    public InputStream open(String sha256) throws IOException {
        Optional<InputStream> near = near(Sha256.checked(sha256));
        return near.isPresent() ? near.get() : new Copying(store.open(sha256), sha256);
    }

    private Optional<InputStream> near(String sha256) throws IOException {
        synchronized (kept) {
            if (kept.get(sha256) == null) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(Files.newInputStream(directory.resolve(sha256)));
        } catch (NoSuchFileException justEvicted) {
            return Optional.empty();
        }
    }

    @Override
    public void list(Consumer<String> each) throws IOException {
        store.list(each);
    }

    /** Copies nearby go as others push them out: nobody reads what nothing names. */
    @Override
    public boolean delete(String sha256, Instant unlessPutSince) throws IOException {
        return store.delete(sha256, unlessPutSince);
    }

    @Override
    public boolean answers() {
        return store.answers();
    }

    private void keep(String sha256, Path copy, long size) throws IOException {
        synchronized (kept) {
            if (kept.putIfAbsent(sha256, size) != null) {
                return;
            }
            Files.move(copy, directory.resolve(sha256), StandardCopyOption.ATOMIC_MOVE);
            keptBytes += size;
            Iterator<Map.Entry<String, Long>> oldestFirst = kept.entrySet().iterator();
            while (keptBytes > mostBytes) {
                Map.Entry<String, Long> oldest = oldestFirst.next();
                Files.deleteIfExists(directory.resolve(oldest.getKey()));
                keptBytes -= oldest.getValue();
                oldestFirst.remove();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }

    /** What is read is written beside as well. A disk that is full costs the copy and nothing else. */
    private final class Copying extends FilterInputStream {
        private final String sha256;
        private final MessageDigest digest = Sha256.digest();
        private final Path copy = directory.resolve(UUID.randomUUID() + ".part");
        private Optional<OutputStream> out = Optional.empty();
        private long size;

        Copying(InputStream far, String name) {
            super(far);
            this.sha256 = name;
            try {
                out = Optional.of(Files.newOutputStream(copy));
            } catch (IOException noCopy) {
                giveUp(noCopy);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            int count = super.read(into, at, length);
            if (out.isPresent()) {
                if (count < 0) {
                    finish();
                } else {
                    copy(into, at, count);
                }
            }
            return count;
        }

        /** Skipped bytes would be missing from the copy. */
        @Override
        public long skip(long most) throws IOException {
            return readNBytes((int) Math.min(most, 1 << 16)).length;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void copy(byte[] from, int at, int count) {
            try {
                digest.update(from, at, count);
                size += count;
                if (size > mostBytes / LARGEST_SHARE) {
                    discard();
                } else {
                    out.orElseThrow().write(from, at, count);
                }
            } catch (IOException noCopy) {
                giveUp(noCopy);
            }
        }

        private void finish() {
            try {
                out.orElseThrow().close();
                out = Optional.empty();
                if (Sha256.of(digest).equals(sha256)) {
                    keep(sha256, copy, size);
                }
                Files.deleteIfExists(copy);
            } catch (IOException noCopy) {
                giveUp(noCopy);
            }
        }

        private void giveUp(IOException noCopy) {
            log.atDebug().addKeyValue("reason", noCopy.toString()).log("no copy of a blob kept");
            try {
                discard();
            } catch (IOException alsoNot) {
                log.atDebug().addKeyValue("reason", alsoNot.toString()).log("part of a copy left behind");
            }
        }

        private void discard() throws IOException {
            Optional<OutputStream> open = out;
            out = Optional.empty();
            if (open.isPresent()) {
                open.get().close();
            }
            Files.deleteIfExists(copy);
        }

        @Override
        public void close() throws IOException {
            try {
                discard();
            } finally {
                super.close();
            }
        }
    }
}
