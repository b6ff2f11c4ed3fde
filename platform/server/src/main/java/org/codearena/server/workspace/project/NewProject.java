package org.codearena.server.workspace.project;

import java.util.List;
import java.util.Optional;
import org.codearena.contract.workspace.WorkspaceOpen.Task;

/**
 * A project that may be made: everything in it has been checked, and its files' bytes are in the object store.
 *
 * @param template what it is made from, if anything
 */
record NewProject(String name, String language, Optional<String> template, List<Task> tasks, List<ManifestFile> files) {
    NewProject {
        tasks = List.copyOf(tasks);
        files = List.copyOf(files);
    }

    NewProject called(String other) {
        return new NewProject(other, language, template, tasks, files);
    }
}
