package org.codearena.server.workspace.project;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.workspace.WorkspaceOpen.Task;

/**
 * A project without its files.
 *
 * @param template what it was made from, such as {@code python/console}
 * @param tasks what the Run button of a session and its neighbours start
 * @param revision grows with each change of its manifest
 * @param changedAt when its files, its name or its tasks were last changed
 * @param openedAt when a session of it was last asked for
 * @param live the session that it has now
 */
public record Project(
        UUID id,
        UUID user,
        String name,
        String language,
        Optional<String> template,
        List<Task> tasks,
        long revision,
        long files,
        long bytes,
        Instant createdAt,
        Instant changedAt,
        Optional<Instant> openedAt,
        Optional<LiveSession> live) {
    /** A session that has not ended. */
    public record LiveSession(UUID id, String phase) {}

    public Project {
        tasks = List.copyOf(tasks);
    }
}
