package org.codearena.runner.files;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.codearena.contract.workspace.Changes;

/**
 * The files of one workspace: every operation on them, and the journal of what changes. Safe for use by many threads;
 * operations wait for the disk in the thread that calls.
 *
 * <p>Nothing follows a link, and nothing above the root is ever touched, whatever is renamed meanwhile. What an operation
 * throws is a {@link FilesException} whose code is the protocol's.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class WorkspaceFiles implements AutoCloseable {
    /** What a client may read or write at once, in bytes. */
    public static final int MAX_EDITED_BYTES = 8 << 20;

    private WorkspaceFiles() {}

    /**
     * Opens the directory once and for all, removes what an earlier run left half written, and starts to watch.
     *
     * @param root an absolute directory that is no link; {@code /proc/PID/root/workspace} will do
     * @param listener called from now on
     * @throws FilesException when it is none, or the system lacks what is needed; the message says which
     */
    public static WorkspaceFiles open(Path root, FilesSettings settings, FilesListener listener) throws FilesException {
        return new WorkspaceFiles();
    }

    /** What a directory holds, 10,000 entries at most. */
    public Listing list(FilePath directory) throws FilesException {
        throw new UnsupportedOperationException();
    }

    /** All that is not ignored, 20,000 entries at most. Ignored is what lies in directories such as {@code .git} and {@code node_modules}. */
    public TreeListing tree() throws FilesException {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a file whole.
     *
     * @param maxBytes {@code too-large} when it has more; not above {@link #MAX_EDITED_BYTES}
     */
    public FileRead read(FilePath path, int maxBytes) throws FilesException {
        throw new UnsupportedOperationException();
    }

    /** Opens a file to send it as it is. */
    public FileContent open(FilePath path) throws FilesException {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens the bytes that the journal spoke of.
     *
     * @return empty when the file has other bytes by now, or is gone
     */
    public Optional<FileContent> content(FilePath path, String sha256) throws FilesException {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes a file beside its place, syncs it, and puts it there if {@code base} is what is there. Directories above it
     * are made where {@code base} is no version. Returns when it will survive a loss of power.
     */
    public WriteResult write(FilePath path, Base base, byte[] content) throws FilesException {
        throw new UnsupportedOperationException();
    }

    /**
     * The same for a body of any length; what the stream throws goes through, and nothing is left of the file then.
     *
     * @throws java.io.IOException what the stream throws
     */
    public WriteResult write(FilePath path, Base base, InputStream content) throws java.io.IOException {
        throw new UnsupportedOperationException();
    }

    /** Makes one directory; the one above it must be there. */
    public void createDirectory(FilePath path) throws FilesException {
        throw new UnsupportedOperationException();
    }

    /** Gives a file, directory or link another name; never replaces anything. */
    public void rename(FilePath from, FilePath to) throws FilesException {
        throw new UnsupportedOperationException();
    }

    /** Removes a file, a link (not what it leads to), or a directory, which must be empty unless {@code recursive}. */
    public void delete(FilePath path, boolean recursive) throws FilesException {
        throw new UnsupportedOperationException();
    }

    /** Copies one file; never replaces anything. */
    public void copy(FilePath from, FilePath to) throws FilesException {
        throw new UnsupportedOperationException();
    }

    /** Looks for a text in all files that are not ignored; ends after 10 s, or when the thread is interrupted. */
    public SearchResult search(SearchRequest request) throws FilesException {
        throw new UnsupportedOperationException();
    }

    /**
     * Unpacks a file stream, as {@code WORKSPACE.md} defines it. Files that are there are replaced, links and directories
     * are not. While it runs, {@link #changes} never says that its answer is complete.
     *
     * @throws FilesException {@code bad-request} when the stream is broken or ends early; what was unpacked stays
     * @throws java.io.IOException what the stream throws
     */
    public FilesState restore(InputStream stream) throws java.io.IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * What differs from a revision; waits for something that does.
     *
     * @param epoch if it is another than this run's, or {@code after} is 0, all there is, {@code complete}. As long as
     *     not all has been looked at for the first time, or a restore is under way, the answer is none of these: no
     *     files, revision 0, not {@code complete}
     */
    public Changes changes(String epoch, long after, Duration wait) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Looks at everything that is on the disk now and returns where the journal stands then. */
    public FilesState flush() throws FilesException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public FilesState state() {
        return new FilesState("none", 0, 0, 0);
    }

    /** What is not kept, as the listener was last told. */
    public Unkept unkept() {
        throw new UnsupportedOperationException();
    }

    /** Stops watching and lets go of the directory. */
    @Override
    public void close() {}
}
