package org.codearena.plugin;

import java.util.List;
import org.codearena.contract.SourceFile;

/**
 * A project to start from.
 *
 * @param id unique within the language, for example {@code console}
 * @param runCommand what the workspace's Run button types
 */
public record WorkspaceTemplate(
        String id, String name, String description, List<SourceFile> files, List<String> runCommand) {
    public WorkspaceTemplate {
        files = List.copyOf(files);
        runCommand = List.copyOf(runCommand);
    }
}
