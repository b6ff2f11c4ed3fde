package org.codearena.runner.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Unpacks a file stream into the workspace. */
final class Restorer {
    private final Root root;
    private final FilesSettings settings;
    private final Writer writer;
    private final TempName tempNames;
    private final Journal journal;

    Restorer(Root root, FilesSettings settings, Writer writer, TempName tempNames, Journal journal) {
        this.root = root;
        this.settings = settings;
        this.writer = writer;
        this.tempNames = tempNames;
        this.journal = journal;
    }

    /** Unpacks everything, then waits once until the disk has it: a file alone would take longer to sync than to write. */
    void restore(InputStream stream) throws IOException {
        try (Unpacking unpacking = new Unpacking(new FileStream(stream))) {
            unpacking.run();
        } finally {
            try (Directory top = root.directory(FilePath.ROOT)) {
                Root.on(FilePath.ROOT, () -> {
                    Linux.syncFileSystem(top.number());
                    return true;
                });
            }
        }
    }

    private final class Unpacking implements AutoCloseable {
        private final FileStream stream;
        private final FilesState before = journal.state();
        private long files;
        private long bytes;
        private FilePath directoryPath = FilePath.ROOT;
        private Directory directory = root.directory(FilePath.ROOT);

        Unpacking(FileStream stream) throws FilesException {
            this.stream = stream;
        }

        void run() throws IOException {
            for (Optional<FileStream.Header> next = stream.next(); next.isPresent(); next = stream.next()) {
                FileStream.Header header = next.get();
                files++;
                if (before.files() + files > settings.diskFiles()) {
                    throw new FilesException(
                            FilesException.Code.DISK_FULL, "there are more than " + settings.diskFiles() + " files");
                }
                unpack(header);
                bytes += header.size();
            }
        }

        private void unpack(FileStream.Header header) throws IOException {
            FilePath path = header.path();
            if (!path.parent().equals(directoryPath)) {
                Directory next = writer.makeDirectories(path.parent(), false);
                directory.close();
                directory = next;
                directoryPath = path.parent();
            }
            long room = settings.diskBytes() - before.bytes() - bytes;
            try (Draft draft = new Draft(directory, tempNames, room)) {
                draft.fill(stream.content());
                draft.hand(settings.owner(), header.executable() ? Writer.EXECUTABLE_MODE : Writer.FILE_MODE);
                Writer.replace(directory, draft, path.name());
            } catch (ErrnoException e) {
                throw FilesException.of(e, path);
            }
        }

        @Override
        public void close() {
            directory.close();
        }
    }
}
