package org.codearena.embedded;

import java.nio.file.Path;
import java.util.List;

/** How the runners of IDE sessions are started: like the judge's, smaller, and one for each session. */
final class SessionRunners {
    private final AppLayout app;
    private final DataDirectory data;

    SessionRunners(AppLayout app, DataDirectory data) {
        this.app = app;
        this.data = data;
    }

    Server.Setup.Sessions setup(SessionSettings settings) {
        return new Server.Setup.Sessions(
                settings, command(), data.root().resolve("sessions"), data.socketDirectory("sessions"));
    }

    private List<String> command() {
        Path java = Path.of(System.getProperty("java.home"));
        return List.of(
                java.resolve("bin/java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                app.runnerClassPath(),
                "org.codearena.runner.Main",
                "workspace",
                "--room",
                app.room().toString(),
                "--toolchain",
                java.toString());
    }
}
