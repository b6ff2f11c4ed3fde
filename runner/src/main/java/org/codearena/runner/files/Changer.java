package org.codearena.runner.files;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Makes directories, renames, copies and deletes; each is on the disk when it returns. */
final class Changer {
    private static final Duration DELETING = Duration.ofSeconds(60);

    private final Root root;
    private final Optional<FilesSettings.Owner> owner;
    private final TempName tempNames;

    Changer(Root root, Optional<FilesSettings.Owner> owner, TempName tempNames) {
        this.root = root;
        this.owner = owner;
        this.tempNames = tempNames;
    }

    private interface Step {
        void run(Directory above) throws IOException;
    }

    private void in(FilePath path, Step step) throws FilesException {
        try (Directory above = root.above(path)) {
            Root.on(path, () -> {
                step.run(above);
                above.sync();
                return true;
            });
        }
    }

    void createDirectory(FilePath path) throws FilesException {
        in(path, above -> above.makeDirectory(path.name(), owner));
    }

    void rename(FilePath from, FilePath to) throws FilesException {
        in(from, above -> {
            if (above.find(from.name()).isEmpty()) {
                throw new ErrnoException("rename", ErrnoException.ENOENT);
            }
            in(to, target -> move(above, from, target, to));
        });
    }

    private static void move(Directory above, FilePath from, Directory target, FilePath to) throws IOException {
        try {
            above.rename(from.name(), target, to.name(), Linux.RENAME_NOREPLACE);
        } catch (ErrnoException e) {
            if (e.is(ErrnoException.EINVAL)) {
                throw new FilesException(
                        FilesException.Code.BAD_REQUEST, "'" + from + "' cannot be moved into itself, to '" + to + "'");
            }
            throw e;
        }
    }

    void delete(FilePath path, boolean recursive) throws FilesException {
        in(path, above -> {
            try {
                above.unlink(path.name());
            } catch (ErrnoException e) {
                if (!e.is(ErrnoException.EISDIR)) {
                    throw e;
                }
                deleteDirectory(above, path.name(), recursive);
            }
        });
    }

    private void deleteDirectory(Directory above, String name, boolean recursive) throws IOException {
        if (recursive) {
            Remover.remove(above, name, tempNames, DELETING);
        } else {
            Linux.unlink(above.number(), Linux.bytes(name), Linux.AT_REMOVEDIR);
        }
    }

    /** Copies a file; {@code room} are the bytes that the disk may still take. */
    void copy(FilePath from, FilePath to, long room) throws FilesException {
        try (Directory above = root.above(from);
                OpenFile source = Root.on(from, () -> above.file(from.name()))) {
            in(to, target -> {
                try (Draft draft = new Draft(target, tempNames, room)) {
                    source.read(Long.MAX_VALUE, draft);
                    draft.hand(owner, source.stat().permissions());
                    draft.sync();
                    draft.move(to.name(), Linux.RENAME_NOREPLACE);
                }
            });
        }
    }
}
