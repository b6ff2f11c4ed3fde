package org.codearena.plugin;

import java.util.List;

/**
 * What somebody types to make and start a program, in a shell in the directory where its files lie. Unlike the steps of a plan
 * they run where the files may be written, with nothing prepared, and every word is one that a person would want to see.
 *
 * @param build what makes the program of the files; empty where nothing has to be made
 * @param run what starts it; it reads standard input
 */
public record WorkspaceCommands(List<String> build, List<String> run) {
    public WorkspaceCommands {
        build = List.copyOf(build);
        run = List.copyOf(run);
        if (run.isEmpty()) {
            throw new IllegalArgumentException("a workspace needs a command that runs the program, this one is empty");
        }
    }

    /** Of a program that needs no making. */
    public static WorkspaceCommands running(String... command) {
        return new WorkspaceCommands(List.of(), List.of(command));
    }
}
