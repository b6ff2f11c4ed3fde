package org.codearena.runner.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.contract.workspace.Changes;

/** What has been found out since it was last told: notes it in the journal, and gathers it for the listener. Belongs to one thread. */
final class News {
    private static final int PIECE = 500;
    private static final int TOO_MUCH = 10_000;

    private final Journal journal;
    private final FilesListener listener;
    private final UnkeptFiles unkept = new UnkeptFiles();
    private List<FileEvent> events = new ArrayList<>();

    News(Journal journal, FilesListener listener) {
        this.journal = journal;
        this.listener = listener;
    }

    void created(FilePath path, FileKind kind) {
        events.add(new FileEvent(path.toString(), FileEvent.Kind.CREATED, kind, Optional.empty()));
    }

    /** A file has other bytes that are not known yet. */
    void changed(FilePath path) {
        events.add(new FileEvent(path.toString(), FileEvent.Kind.CHANGED, FileKind.FILE, Optional.empty()));
    }

    /** A file has these bytes. */
    void holds(FilePath path, Changes.Content content, boolean isNew) {
        boolean changed = journal.put(path.toString(), content);
        if (changed || isNew) {
            FileEvent.Kind kind = isNew ? FileEvent.Kind.CREATED : FileEvent.Kind.CHANGED;
            events.add(new FileEvent(path.toString(), kind, FileKind.FILE, Optional.of(content.sha256())));
        }
        keep(path.toString());
    }

    void deleted(FilePath path, FileKind kind) {
        journal.remove(path.toString());
        keep(path.toString());
        events.add(new FileEvent(path.toString(), FileEvent.Kind.DELETED, kind, Optional.empty()));
    }

    /** A file is there and is not kept any more. */
    void drop(FilePath path, Unkept.Reason reason, long size) {
        journal.remove(path.toString());
        unkeep(path.toString(), reason, size);
    }

    void unkeep(String path, Unkept.Reason reason, long size) {
        unkept.add(path, reason, size);
    }

    void keep(String path) {
        unkept.remove(path);
    }

    /** How many files are kept. */
    long files() {
        return journal.state().files();
    }

    Unkept unkept() {
        return unkept.all();
    }

    /** Tells everything. */
    void tell() {
        List<FileEvent> all = events;
        events = new ArrayList<>();
        if (all.size() > TOO_MUCH) {
            listener.resync();
        } else {
            long revision = journal.state().revision();
            for (int start = 0; start < all.size(); start += PIECE) {
                listener.changed(List.copyOf(all.subList(start, Math.min(start + PIECE, all.size()))), revision);
            }
        }
        tellUnkept();
    }

    /** Tells that everything is to be read again. */
    void tellResync() {
        events = new ArrayList<>();
        listener.resync();
        tellUnkept();
    }

    private void tellUnkept() {
        if (unkept.hasNews()) {
            listener.unkept(unkept.all());
        }
    }
}
