package org.codearena.server.workspace.project;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.workspace.WorkspaceOpen.Task;

/**
 * A project that may be made: everything in it has been checked, and its files' bytes are in the object store.
 *
 * @param template what it is made from, if it is a template
 * @param submission what it is made from, if it is a submission
 */
record NewProject(
        String name,
        String language,
        Optional<String> template,
        Optional<UUID> submission,
        List<Task> tasks,
        List<ManifestFile> files) {
    NewProject {
        tasks = List.copyOf(tasks);
        files = List.copyOf(files);
    }

    static NewProject empty(String name, String language) {
        return new NewProject(name, language, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    NewProject called(String other) {
        return new NewProject(other, language, template, submission, tasks, files);
    }
}
