package org.codearena.server.workspace.session;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.session.Lifecycle.Desired;

/** A session as its row has it. */
public record Session(
        UUID id,
        UUID project,
        UUID owner,
        String language,
        Desired desired,
        Progress progress,
        Kept kept,
        Times times) {

    /**
     * Up to where the object store has the files.
     *
     * @param epoch of the runner that the revision is of; empty before anything was kept
     */
    record Kept(Optional<String> epoch, long revision) {
        static final Kept NOTHING = new Kept(Optional.empty(), 0);
    }

    /**
     * When what happened.
     *
     * @param started when people could work in it first
     * @param lastUsed when it was last really used; when it was requested before that
     * @param warned when its people were last told that it will stop
     * @param ends when it stops in any case
     */
    record Times(
            Instant requested,
            Optional<Instant> started,
            Instant lastUsed,
            Optional<Instant> warned,
            Optional<Instant> ends,
            Optional<Instant> ended) {}

    public Phase phase() {
        return progress.phase();
    }

    /** Where its runner listens, and the key for it; only while there is one. */
    public Optional<Endpoint> endpoint() {
        return progress.endpoint();
    }

    Session with(Progress changed) {
        return new Session(id, project, owner, language, desired, changed, kept, times);
    }

    Session keeping(Kept reached) {
        return new Session(id, project, owner, language, desired, progress, reached, times);
    }
}
