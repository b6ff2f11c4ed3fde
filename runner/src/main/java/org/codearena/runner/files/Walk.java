package org.codearena.runner.files;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Goes through all that lies below a directory and is not ignored, in the order of names, a directory before what it holds. */
final class Walk {
    /** Directories that other programs keep for themselves: nobody looks for a file in there. */
    private static final Set<String> IGNORED =
            Set.of(".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".gradle", ".cache");

    private static final int MAX_NAMES = 100_000;

    private final Visitor visitor;

    private Walk(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Is shown each thing. */
    interface Visitor {
        /** Says whether to go on; {@code above} is open while this runs. */
        boolean visit(Directory above, FilePath path, Stat stat) throws IOException;
    }

    /** Says whether it came to the end. */
    static boolean through(Directory directory, Visitor visitor) throws IOException {
        return new Walk(visitor).through(directory, FilePath.ROOT);
    }

    private boolean through(Directory directory, FilePath path) throws IOException {
        for (String name : Names.of(directory, MAX_NAMES).names()) {
            Optional<Stat> stat = directory.find(name);
            if (stat.isPresent() && !IGNORED.contains(name) && !visit(directory, path.child(name), stat.get())) {
                return false;
            }
        }
        return true;
    }

    private boolean visit(Directory above, FilePath path, Stat stat) throws IOException {
        if (!path.fits()) {
            return true;
        }
        if (!visitor.visit(above, path, stat)) {
            return false;
        }
        if (stat.kind() != FileKind.DIRECTORY) {
            return true;
        }
        try (Directory directory = above.directory(path.name())) {
            return through(directory, path);
        } catch (ErrnoException e) {
            if (isGone(e)) {
                return true;
            }
            throw e;
        }
    }

    /** Whether something is not there any more as it was found, or was never to be seen. */
    static boolean isGone(ErrnoException e) {
        return e.is(
                ErrnoException.ENOENT,
                ErrnoException.ENOTDIR,
                ErrnoException.EISDIR,
                ErrnoException.ELOOP,
                ErrnoException.ENXIO,
                ErrnoException.EAGAIN,
                ErrnoException.EACCES);
    }
}
