package org.codearena.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.services.ChildCommand;
import org.codearena.services.Loopback;
import org.codearena.services.Program;

/**
 * A server in a process of its own: the program that runs on clusters, told everything by its environment.
 *
 * @param environment all that it is told
 * @param endsWithin how long it may take to end once it is told to
 */
record ServerProgram(
        AppLayout app, String name, int adminPort, String heap, Map<String, String> environment, Duration endsWithin)
        implements Program {

    ServerProgram {
        environment = Map.copyOf(environment);
    }

    ReadyFile.Part part() {
        return new ReadyFile.Part(name, "http://127.0.0.1:" + adminPort + "/health/ready");
    }

    /** It dies with us as if by a kill; in order it ends only when it is told to, while all that it needs is still there. */
    @Override
    public ChildCommand command() {
        List<String> line = new ArrayList<>();
        line.add(RunnerJvm.java().resolve("bin/java").toString());
        line.addAll(
                List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx" + heap));
        Path cache = app.root().resolve("server.aot");
        if (Files.exists(cache)) {
            line.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off"));
        }
        // The class path of this process, as the cache holds for that order of jars alone.
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.codearena.server.Main"));
        return new ChildCommand(List.of(), Optional.of("KILL"), line, environment);
    }

    @Override
    public String stopSignal() {
        return "TERM";
    }

    /** Long, as many may start at once. */
    @Override
    public Duration readyWithin() {
        return Duration.ofMinutes(3);
    }

    /** Whether it is through with its start; a judge that finds no language that works says that of itself, and goes on looking. */
    @Override
    public boolean answers() {
        return Loopback.isWell(adminPort, "/health/started");
    }
}
