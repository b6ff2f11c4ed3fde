package org.codearena.server.workspace.project;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.codearena.contract.workspace.WorkspaceOpen.Task;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Ids;
import org.codearena.server.kernel.Quoted;
import org.codearena.server.workspace.project.ManifestStore.Applied;
import org.jdbi.v3.core.Handle;

/** Makes, changes and deletes projects, within what their owner may keep. Thread-safe. */
final class Projects {
    private static final int LONGEST_NAME = 100;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final Database database;
    private final Ids ids;
    private final Quotas quotas;
    private final LiveFiles live;
    private final ProjectStore projects = new ProjectStore();
    private final ManifestStore manifests;

    Projects(Database database, Ids ids, Quotas quotas, LiveFiles live) {
        this.database = database;
        this.ids = ids;
        this.quotas = quotas;
        this.live = live;
        this.manifests = new ManifestStore(quotas);
    }

    /** The project, or a 404 that does not tell whether it exists for somebody else. */
    Project require(UUID user, UUID id) {
        return database.read(handle -> require(handle, user, id));
    }

    private Project require(Handle handle, UUID user, UUID id) {
        return projects.find(handle, user, id).orElseThrow(() -> Fault.notFound("you have no project " + id));
    }

    /** The project, which nobody else changes nor gives a session until the transaction ends. */
    static ManifestChange.Locked lock(Handle tx, UUID user, UUID id) {
        return ManifestChange.lock(tx, id)
                .filter(project -> project.user().equals(user))
                .orElseThrow(() -> Fault.notFound("you have no project " + id));
    }

    List<Project> list(UUID user, Optional<ProjectStore.After> after, int limit) {
        return database.read(handle -> projects.list(handle, user, after, limit));
    }

    /** Makes a project, its manifest included, within the caller's transaction. */
    Project create(Handle tx, UUID user, NewProject project) {
        UserQuota.lock(tx, user);
        requireRoom(tx, user);
        requireFree(tx, user, project.name(), Optional.empty());
        UUID id = ids.next();
        projects.insert(tx, id, user, project);
        done(manifests.apply(tx, id, 0, project.files(), List.of()));
        return require(tx, user, id);
    }

    /**
     * Makes a project of a submission, under the first of "name", "name 2", "name 3" … that is free; or answers the one that
     * this person made of it before.
     */
    Project createOnce(Handle tx, UUID user, UUID submission, NewProject project) {
        UserQuota.lock(tx, user);
        return projects.ofSubmission(tx, user, submission)
                .orElseGet(() -> create(tx, user, project.called(freeName(tx, user, project.name()))));
    }

    private String freeName(Handle tx, UUID user, String wanted) {
        String name = wanted;
        for (int number = 2; projects.isTaken(tx, user, name, Optional.empty()); number++) {
            name = wanted + " " + number;
        }
        return name;
    }

    private void requireRoom(Handle tx, UUID user) {
        int count = projects.count(tx, user);
        if (count >= quotas.projects()) {
            throw Fault.conflict("you have " + count + " projects, at most " + quotas.projects()
                    + " are allowed; delete one that you do not need any more");
        }
    }

    private void requireFree(Handle tx, UUID user, String name, Optional<UUID> besides) {
        if (projects.isTaken(tx, user, name, besides)) {
            throw Fault.conflict("you have a project '" + name + "' already; choose another name");
        }
    }

    /** Renames a project, gives it other tasks, or both. */
    Project change(UUID user, UUID id, Optional<String> name, Optional<List<Task>> tasks) {
        return database.inTransaction(tx -> {
            UserQuota.lock(tx, user);
            Project project = require(tx, user, id);
            name.ifPresent(wanted -> requireFree(tx, user, wanted, Optional.of(id)));
            projects.change(tx, id, name.orElse(project.name()), tasks.orElse(project.tasks()));
            return require(tx, user, id);
        });
    }

    /**
     * Deletes a project and all that is known of its sessions. Its files' bytes stay in the object store, where others may
     * refer to them.
     *
     * @param stop whether a live session is to be ended with it; without it, one is in the way
     */
    void delete(UUID user, UUID id, boolean stop) {
        boolean wasLive = database.inTransaction(tx -> {
            ManifestChange.Locked locked = lock(tx, user, id);
            if (locked.live() && !stop) {
                throw Fault.conflict("the project has a session that is not over: end it first,"
                        + " or delete the project with ?stop=true, which ends it");
            }
            projects.delete(tx, id);
            return locked.live();
        });
        if (wasLive) {
            live.deleted(id);
        }
    }

    /** What a change of the manifest came to; a fault where it came to nothing. */
    static Applied.Done done(Applied applied) {
        return switch (applied) {
            case Applied.Done done -> done;
            case Applied.Stale stale ->
                throw Fault.conflict(
                        "the project was changed meanwhile, to revision " + stale.revision() + "; try again");
            case Applied.Gone _ -> throw Fault.notFound("the project was deleted meanwhile");
            case Applied.Refused refused ->
                throw refused.overQuota() ? Fault.tooLarge(refused.reason()) : Fault.conflict(refused.reason());
        };
    }

    /** A name as it is kept, or a fault that says what names may be. */
    static String checkName(String given) {
        String name = Normalizer.normalize(given, Normalizer.Form.NFC).strip();
        if (name.isEmpty()
                || name.codePointCount(0, name.length()) > LONGEST_NAME
                || UNSEEN.matcher(name).find()) {
            throw Fault.badField(
                    "name",
                    Quoted.of(name) + " is not allowed: a name has 1 to " + LONGEST_NAME
                            + " characters, none of them a control character");
        }
        return name;
    }
}
