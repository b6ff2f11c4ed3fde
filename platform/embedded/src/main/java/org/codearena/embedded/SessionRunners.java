package org.codearena.embedded;

import java.util.ArrayList;
import java.util.List;

/** How the runners of IDE sessions are started: like the judge's, smaller, and one for each session. */
final class SessionRunners {
    private final List<String> virtualMachine;
    private final AppLayout app;
    private final DataDirectory data;

    SessionRunners(List<String> virtualMachine, AppLayout app, DataDirectory data) {
        this.virtualMachine = virtualMachine;
        this.app = app;
        this.data = data;
    }

    Server.Setup.Sessions setup(SessionSettings settings) {
        return new Server.Setup.Sessions(
                settings, command(), data.root().resolve("sessions"), data.socketDirectory("sessions"));
    }

    private List<String> command() {
        List<String> line = new ArrayList<>(virtualMachine);
        line.addAll(List.of(
                "org.codearena.runner.Main",
                "workspace",
                "--room",
                app.room().toString(),
                "--toolchain",
                RunnerJvm.java().toString()));
        return line;
    }
}
