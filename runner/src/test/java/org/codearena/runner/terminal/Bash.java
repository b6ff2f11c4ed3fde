package org.codearena.runner.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Starts programs on this machine itself, where tests need no room; and shells that say nothing by themselves. */
final class Bash implements TerminalCommand {
    static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/bin:/bin", "PS1", "", "TERM", "xterm", "LC_ALL", "C.UTF-8");

    final List<Integer> reaped = new CopyOnWriteArrayList<>();

    static Program program(String... command) {
        return new Program(List.of(command), ENVIRONMENT, "/");
    }

    static Program script(String script) {
        return program("/bin/bash", "-c", script);
    }

    /** A shell that waits for commands; echo of what is typed is off. */
    static Program shell() {
        return program("/bin/bash", "--norc", "--noediting");
    }

    @Override
    public List<String> line(int id, Program program, Size size) {
        List<String> line = new ArrayList<>(List.of("/usr/bin/env", "-i"));
        program.environment().forEach((name, value) -> line.add(name + '=' + value));
        line.addAll(program.command());
        return line;
    }

    @Override
    public void reap(int id) {
        reaped.add(id);
    }
}
