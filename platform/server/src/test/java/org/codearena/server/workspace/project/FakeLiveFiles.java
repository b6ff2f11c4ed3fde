package org.codearena.server.workspace.project;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.codearena.contract.workspace.FileWritten;
import org.codearena.server.kernel.Sha256;

/** Sessions whose disks are in memory. */
final class FakeLiveFiles implements LiveFiles {
    private final Map<UUID, FakeDisk> disks = new ConcurrentHashMap<>();
    private final List<UUID> deleted = new ArrayList<>();

    FakeDisk open(UUID project) {
        return disks.computeIfAbsent(project, _ -> new FakeDisk());
    }

    synchronized List<UUID> deletedProjects() {
        return List.copyOf(deleted);
    }

    @Override
    public Optional<Disk> of(UUID project) {
        return Optional.ofNullable(disks.get(project));
    }

    @Override
    public synchronized void deleted(UUID project) {
        deleted.add(project);
    }

    /** A disk; {@code onFlush} stands for the keeper. */
    static final class FakeDisk implements Disk {
        final Map<String, byte[]> files = new ConcurrentHashMap<>();
        final List<ManifestFile> restored = new ArrayList<>();
        Runnable onFlush = () -> {};

        @Override
        public Optional<Content> read(String path) {
            return Optional.ofNullable(files.get(path))
                    .map(bytes -> new Content(new ByteArrayInputStream(bytes), bytes.length));
        }

        @Override
        public FileWritten write(String path, InputStream bytes, long size) throws IOException {
            byte[] all = bytes.readAllBytes();
            files.put(path, all);
            return new FileWritten(path, Sha256.of(all), all.length);
        }

        @Override
        public void restore(List<ManifestFile> more) {
            restored.addAll(more);
        }

        @Override
        public void flush() {
            onFlush.run();
        }
    }
}
