package org.codearena.runner.files;

import java.io.IOException;
import java.util.Optional;
import org.codearena.contract.workspace.Changes;

/** Reads files for clients and for the keeper. */
final class Reader {
    private final Root root;
    private final Journal journal;

    Reader(Root root, Journal journal) {
        this.root = root;
        this.journal = journal;
    }

    FileRead read(FilePath path, int maxBytes) throws FilesException {
        try (OpenFile file = file(path)) {
            return Root.on(path, () -> {
                long size = file.stat().size();
                FileRead read = Reading.whole(file, maxBytes);
                if (read.size() > maxBytes) {
                    throw FilesException.tooLarge(
                            "'" + path + "' has " + size + " bytes, allowed are " + maxBytes, size);
                }
                return read;
            });
        }
    }

    private OpenFile file(FilePath path) throws FilesException {
        try (Directory above = root.above(path)) {
            return Root.on(path, () -> above.file(path.name()));
        }
    }

    FileContent open(FilePath path) throws FilesException {
        OpenFile file = file(path);
        try {
            return Root.on(path, () -> new SentFile(file, file.stat().size(), Optional.empty()));
        } catch (FilesException e) {
            file.close();
            throw e;
        }
    }

    Optional<FileContent> content(FilePath path, String sha256) throws FilesException {
        Optional<Changes.Content> known = journal.content(path.toString())
                .filter(content -> content.sha256().equals(sha256));
        if (known.isEmpty()) {
            return Optional.empty();
        }
        try {
            return content(file(path), path, known.get());
        } catch (FilesException e) {
            return switch (e.code()) {
                case NOT_FOUND, NOT_A_FILE, NOT_A_DIRECTORY -> Optional.empty();
                case BAD_REQUEST, EXISTS, NOT_EMPTY, TOO_LARGE, DISK_FULL, LIMIT, FAILED -> throw e;
            };
        }
    }

    private static Optional<FileContent> content(OpenFile file, FilePath path, Changes.Content known)
            throws FilesException {
        boolean handedOut = false;
        try {
            Optional<FileContent> content = Root.on(
                    path,
                    () -> known.size() <= WorkspaceFiles.MAX_EDITED_BYTES ? small(file, known) : large(file, known));
            handedOut = content.isPresent() && content.get() instanceof SentFile;
            return content;
        } finally {
            if (!handedOut) {
                file.close();
            }
        }
    }

    private static Optional<FileContent> small(OpenFile file, Changes.Content known) throws IOException {
        byte[] bytes = file.bytes((int) known.size());
        return Reading.sha256(bytes).equals(known.sha256()) ? Optional.of(new SentBytes(bytes)) : Optional.empty();
    }

    private static Optional<FileContent> large(OpenFile file, Changes.Content known) throws IOException {
        boolean right = file.hash(known.size()).sha256().equals(known.sha256());
        return right ? Optional.of(new SentFile(file, known.size(), Optional.of(known.sha256()))) : Optional.empty();
    }
}
