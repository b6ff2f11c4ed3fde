package org.codearena.plugin;

import java.util.List;
import org.codearena.contract.SourceFile;

/**
 * A project to start from.
 *
 * @param id unique within the language, for example {@code console}
 * @param buildCommand what makes the program of the files, in their directory; empty where nothing has to be made
 * @param runCommand what the workspace's Run button types
 * @param testCommand what runs the project's own tests; empty where it has none
 * @param serves whether the program goes on serving, on the port that the variable {@code PORT} names, until it is ended
 */
public record WorkspaceTemplate(
        String id,
        String name,
        String description,
        List<SourceFile> files,
        List<String> buildCommand,
        List<String> runCommand,
        List<String> testCommand,
        boolean serves) {
    public WorkspaceTemplate {
        files = List.copyOf(files);
        buildCommand = List.copyOf(buildCommand);
        runCommand = List.copyOf(runCommand);
        testCommand = List.copyOf(testCommand);
    }

    /** A project whose program needs no building, has no tests, and ends by itself. */
    public WorkspaceTemplate(
            String id, String name, String description, List<SourceFile> files, List<String> runCommand) {
        this(id, name, description, files, List.of(), runCommand, List.of(), false);
    }

    public WorkspaceTemplate builtBy(String... command) {
        return new WorkspaceTemplate(id, name, description, files, List.of(command), runCommand, testCommand, serves);
    }

    public WorkspaceTemplate testedBy(String... command) {
        return new WorkspaceTemplate(id, name, description, files, buildCommand, runCommand, List.of(command), serves);
    }

    public WorkspaceTemplate serving() {
        return new WorkspaceTemplate(id, name, description, files, buildCommand, runCommand, testCommand, true);
    }
}
