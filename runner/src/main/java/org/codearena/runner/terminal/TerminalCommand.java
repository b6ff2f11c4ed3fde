package org.codearena.runner.terminal;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How a program gets into the place where programs of terminals run. */
public interface TerminalCommand {
    /**
     * The command that is started on the terminal, with an empty environment. When it is sent SIGHUP it kills all that
     * the program ever started, and ends when that is dead.
     *
     * @param id of the terminal, for {@link #reap}
     */
    List<String> line(int id, Program program, Size size);

    /** Kills what the program of a terminal has left behind, after it has ended; returns when it is dead. */
    void reap(int id) throws IOException;

    /**
     * What runs in a terminal.
     *
     * @param environment all of it
     * @param directory where it starts, as it is called there
     */
    record Program(List<String> command, Map<String, String> environment, String directory) {
        public Program {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }
}
