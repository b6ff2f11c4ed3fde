package org.codearena.server.workspace.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.codearena.contract.workspace.WorkspaceOpen;
import org.codearena.contract.workspace.WorkspaceState;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.project.ManifestFile;
import org.codearena.server.workspace.project.ManifestStore;
import org.codearena.server.workspace.project.Project;
import org.codearena.server.workspace.project.ProjectStore;
import org.codearena.server.workspace.session.Condition.Name;
import org.codearena.server.workspace.session.Session.Kept;

/** Makes a waiting runner the runner of a session: puts the project's files on its disk and opens the workspace. Thread-safe. */
final class Opening {
    private static final Duration TELL_EVERY = Duration.ofMillis(500);

    /** Hears how many of the files are there. */
    interface Watcher {
        void restored(int sent, int all);
    }

    /**
     * How it went.
     *
     * @param kept what of the disk is in the manifest
     */
    record Opened(List<SessionEvent.New> steps, Kept kept) {}

    private record Content(Project project, List<ManifestFile> files) {}

    private final Database database;
    private final Blobs blobs;
    private final ManifestStore manifests;
    private final InstantSource clock;
    private final ProjectStore projects = new ProjectStore();

    Opening(Database database, Blobs blobs, ManifestStore manifests, InstantSource clock) {
        this.database = database;
        this.blobs = blobs;
        this.manifests = manifests;
        this.clock = clock;
    }

    /**
     * Opens it; doing so twice is doing so once.
     *
     * @param diskCounts whether what is on the disk counts for more than the manifest, should it be a disk from before
     */
    Opened open(Session session, Environment environment, boolean diskCounts, Watcher watcher) {
        List<SessionEvent.New> steps = new ArrayList<>();
        long begun = System.nanoTime();
        Content content = read(session);
        try (WorkspaceClient client = new WorkspaceClient(environment.endpoint().orElseThrow(), clock)) {
            Kept kept = session.kept();
            if (diskCounts && environment.recovered()) {
                steps.add(
                        SessionEvent.New.step(Name.FILES.wireName(), "as they were left on the disk", msSince(begun)));
            } else {
                WorkspaceState restored = client.restore(content.files(), blobs, watch(content, watcher));
                // Half a restoration from before may have left what the manifest does not name: all is looked at then.
                kept = environment.recovered()
                        ? Kept.NOTHING
                        : new Kept(Optional.of(restored.epoch()), restored.revision());
                steps.add(SessionEvent.New.step(
                        Name.FILES.wireName(),
                        content.files().size() + " of " + content.files().size(),
                        msSince(begun)));
            }
            long opening = System.nanoTime();
            client.open(wanted(session, content.project()));
            steps.add(SessionEvent.New.step(Name.OPEN.wireName(), "", msSince(opening)));
            return new Opened(steps, kept);
        }
    }

    private Content read(Session session) {
        return database.read(handle -> new Content(
                projects.find(handle, session.owner(), session.project())
                        .orElseThrow(() -> new RunnerFault("the project is gone")),
                manifests.files(handle, session.project())));
    }

    private static IntConsumer watch(Content content, Watcher watcher) {
        long[] last = {System.nanoTime()};
        return sent -> {
            if (System.nanoTime() - last[0] > TELL_EVERY.toNanos()) {
                last[0] = System.nanoTime();
                watcher.restored(sent, content.files().size());
            }
        };
    }

    private static WorkspaceOpen wanted(Session session, Project project) {
        return new WorkspaceOpen(session.id().toString(), project.name(), Map.of(), project.tasks());
    }

    private static long msSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}
