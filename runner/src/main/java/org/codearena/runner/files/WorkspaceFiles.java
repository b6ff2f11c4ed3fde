package org.codearena.runner.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.codearena.contract.workspace.Changes;

/**
 * The files of one workspace: every operation on them, and the journal of what changes. Safe for use by many threads;
 * operations wait for the disk in the thread that calls.
 *
 * <p>Nothing follows a link, and nothing above the root is ever touched, whatever is renamed meanwhile. What an operation
 * throws is a {@link FilesException} whose code is the protocol's.
 */
public final class WorkspaceFiles implements AutoCloseable {
    /** What a client may read or write at once, in bytes. */
    public static final int MAX_EDITED_BYTES = 8 << 20;

    /** A file with more bytes has no version: it is neither compared nor kept. */
    public static final long MAX_VERSIONED_BYTES = 256L << 20;

    private static final Duration SEARCHING = Duration.ofSeconds(10);

    private final Root root;
    private final FilesSettings settings;
    private final Journal journal = new Journal();
    private final Lister lister;
    private final Reader reader;
    private final Writer writer;
    private final Changer changer;
    private final Searcher searcher;
    private final Restorer restorer;
    private final Watcher watcher;
    private final AtomicBoolean closed = new AtomicBoolean();

    private WorkspaceFiles(Root root, FilesSettings settings, FilesListener listener) {
        TempName tempNames = new TempName();
        this.root = root;
        this.settings = settings;
        this.lister = new Lister(root);
        this.reader = new Reader(root, journal);
        this.writer = new Writer(root, settings.owner(), tempNames);
        this.changer = new Changer(root, settings.owner(), tempNames);
        this.searcher = new Searcher(root, SEARCHING);
        this.restorer = new Restorer(root, settings, writer, tempNames, journal);
        this.watcher = new Watcher(root, settings, tempNames, journal, listener);
    }

    /**
     * Opens the directory once and for all, removes what an earlier run left half written, and starts to watch.
     *
     * @param root an absolute directory that is no link; {@code /proc/PID/root/workspace} will do
     * @param listener called from now on
     * @throws FilesException when it is none, or the system lacks what is needed; the message says which
     */
    public static WorkspaceFiles open(Path root, FilesSettings settings, FilesListener listener) throws FilesException {
        Root opened = Root.open(root);
        try {
            Writer.check(opened);
            WorkspaceFiles files = new WorkspaceFiles(opened, settings, listener);
            files.watcher.start();
            return files;
        } catch (FilesException e) {
            opened.close();
            throw e;
        }
    }

    /** What a directory holds, 10,000 entries at most. */
    public Listing list(FilePath directory) throws FilesException {
        return lister.list(directory);
    }

    /** All that is not ignored, 20,000 entries at most. Ignored is what lies in directories such as {@code .git} and {@code node_modules}. */
    public TreeListing tree() throws FilesException {
        return lister.tree();
    }

    /**
     * Reads a file whole.
     *
     * @param maxBytes {@code too-large} when it has more; not above {@link #MAX_EDITED_BYTES}
     */
    public FileRead read(FilePath path, int maxBytes) throws FilesException {
        return reader.read(path, Math.min(maxBytes, MAX_EDITED_BYTES));
    }

    /** Opens a file to send it as it is. */
    public FileContent open(FilePath path) throws FilesException {
        return reader.open(path);
    }

    /**
     * Opens the bytes that the journal spoke of.
     *
     * @return empty when the file has other bytes by now, or is gone
     */
    public Optional<FileContent> content(FilePath path, String sha256) throws FilesException {
        return reader.content(path, sha256);
    }

    /**
     * Writes a file beside its place, syncs it, and puts it there if {@code base} is what is there. Directories above it
     * are made where {@code base} is no version. Returns when it will survive a loss of power.
     */
    public WriteResult write(FilePath path, Base base, byte[] content) throws FilesException {
        try {
            return write(path, base, new ByteArrayInputStream(content));
        } catch (FilesException e) {
            throw e;
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can always be read", e);
        }
    }

    /**
     * The same for a body of any length; what the stream throws goes through, and nothing is left of the file then.
     *
     * @throws IOException what the stream throws
     */
    public WriteResult write(FilePath path, Base base, InputStream content) throws IOException {
        WriteResult result = writer.write(path, base, content, room());
        watcher.hint(path);
        return result;
    }

    /** Makes one directory; the one above it must be there. */
    public void createDirectory(FilePath path) throws FilesException {
        changer.createDirectory(path);
        watcher.hint(path);
    }

    /** Gives a file, directory or link another name; never replaces anything. */
    public void rename(FilePath from, FilePath to) throws FilesException {
        changer.rename(from, to);
        watcher.hint(from);
        watcher.hint(to);
    }

    /** Removes a file, a link (not what it leads to), or a directory, which must be empty unless {@code recursive}. */
    public void delete(FilePath path, boolean recursive) throws FilesException {
        changer.delete(path, recursive);
        watcher.hint(path);
    }

    /** Copies one file; never replaces anything. */
    public void copy(FilePath from, FilePath to) throws FilesException {
        changer.copy(from, to, room());
        watcher.hint(to);
    }

    /** Looks for a text in all files that are not ignored; ends after 10 s, or when the thread is interrupted. */
    public SearchResult search(SearchRequest request) throws FilesException {
        return searcher.search(request);
    }

    /**
     * Unpacks a file stream, as {@code WORKSPACE.md} defines it. Files that are there are replaced, links and directories
     * are not. While it runs, {@link #changes} never says that its answer is complete.
     *
     * @throws FilesException {@code bad-request} when the stream is broken or ends early; what was unpacked stays
     * @throws IOException what the stream throws
     */
    public FilesState restore(InputStream stream) throws IOException {
        journal.withhold();
        try {
            unpack(stream);
            return state();
        } finally {
            journal.release();
        }
    }

    /**
     * What differs from a revision; waits for something that does.
     *
     * @param epoch if it is another than this run's, or {@code after} is 0, all there is, {@code complete}. As long as
     *     not all has been looked at for the first time, or a restore is under way, the answer is none of these: no
     *     files, revision 0, not {@code complete}
     */
    public Changes changes(String epoch, long after, Duration wait) throws InterruptedException {
        return journal.since(epoch, after, wait);
    }

    /** Looks at everything that is on the disk now and returns where the journal stands then. */
    public FilesState flush() throws FilesException, InterruptedException {
        watcher.flush();
        return state();
    }

    public FilesState state() {
        return journal.state();
    }

    /** What is not kept, as the listener was last told. */
    public Unkept unkept() {
        return watcher.unkept();
    }

    private long room() {
        return settings.diskBytes() - journal.state().bytes();
    }

    private void unpack(InputStream stream) throws IOException {
        try {
            restorer.restore(stream);
        } finally {
            // Also what was unpacked of a broken stream stays, and is known before anybody is told what there is.
            lookAtAll();
        }
    }

    private void lookAtAll() throws IOException {
        try {
            watcher.flush();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the restored files are looked at");
        }
    }

    /** Stops watching and lets go of the directory. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            watcher.close();
            root.close();
        }
    }
}
