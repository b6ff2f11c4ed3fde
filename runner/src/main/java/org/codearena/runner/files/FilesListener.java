package org.codearena.runner.files;

import java.util.List;

/** Hears what happens to the files. Called by one thread at a time, which waits meanwhile: what takes long is done elsewhere. */
public interface FilesListener {
    /**
     * Files, directories or links came, changed or went.
     *
     * @param changes gathered for a moment, 500 at most
     * @param revision the journal's after these
     */
    void changed(List<FileEvent> changes, long revision);

    /** Too much happened to say it piece by piece: whoever shows files reads them again. */
    void resync();

    /** What is not kept has changed. */
    void unkept(Unkept unkept);

    /**
     * Changes are noticed in another way from now on.
     *
     * @param live whether at once; else by looking at everything every few seconds
     * @param reason why not at once; empty where it is
     */
    void watching(boolean live, String reason);
}
