package org.codearena.contract.workspace;

import java.util.List;
import java.util.Map;

/**
 * Makes a waiting runner the runner of a session.
 *
 * @param session the session's id, which the runner repeats and logs and otherwise has no use for
 * @param name of the project, shown in the prompt
 * @param environment variables of every program in the room, besides those it always has
 * @param tasks what the Run button and its neighbours start
 */
public record WorkspaceOpen(String session, String name, Map<String, String> environment, List<Task> tasks) {
    public WorkspaceOpen {
        environment = Map.copyOf(environment);
        tasks = List.copyOf(tasks);
    }

    /**
     * A command of the project.
     *
     * @param id {@code run}, {@code build} or {@code test}
     * @param command a line for the shell, in the root of the workspace
     * @param serves whether it goes on until it is ended, listening at the port that {@code PORT} names
     */
    public record Task(String id, String label, String command, boolean serves) {}
}
