package org.codearena.server.workspace.project;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.workspace.FileWritten;

/**
 * The disks of live sessions, as projects see them: the port that sessions fill. While a project has one, its files are read
 * and written there and nowhere else. Thread-safe.
 */
public interface LiveFiles {
    /** The disk of this project's session; empty while it has no session, or one whose runner does not answer yet. */
    Optional<Disk> of(UUID project);

    /** The project was deleted together with the rows of its sessions: what still runs for it is to be ended, its disk too. */
    void deleted(UUID project);

    /**
     * The files of one live session. Methods throw a {@link org.codearena.server.kernel.Fault} for what the runner refuses
     * (no room on the disk, a directory in the way) and an {@link IOException} when it does not answer.
     */
    interface Disk {
        /** The file as it is now; empty when there is none. The caller closes it. */
        Optional<Content> read(String path) throws IOException;

        /**
         * Writes a file, which is on the disk, synced, when this returns.
         *
         * @param size of {@code bytes}, in bytes
         */
        FileWritten write(String path, InputStream bytes, long size) throws IOException;

        /** Writes these files, whose bytes are in the object store. Others stay as they are. */
        void restore(List<ManifestFile> files) throws IOException;

        /** Waits until the manifest holds everything that is on the disk now. */
        void flush() throws IOException;
    }

    /** A file that is being read. */
    record Content(InputStream bytes, long size) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }

    /** Where no sessions are. */
    static LiveFiles none() {
        return new LiveFiles() {
            @Override
            public Optional<Disk> of(UUID project) {
                return Optional.empty();
            }

            @Override
            public void deleted(UUID project) {}
        };
    }
}
