package org.codearena.server.workspace.orchestrator.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.codearena.server.Until;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.orchestrator.Orchestrator;
import org.codearena.server.workspace.orchestrator.OrchestratorContract;
import org.codearena.server.workspace.orchestrator.RunnerCall;
import org.codearena.server.workspace.orchestrator.local.LocalConfig.RoomBounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every orchestrator does, with real runners in real rooms, of which one waits. */
class LocalOrchestratorIT extends OrchestratorContract {
    private static final long MIB = 1L << 20;
    private static final Path RUNNER = Path.of(System.getProperty("codearena.runner"));

    @TempDir
    private Path directory;

    @Override
    protected Orchestrator open() {
        RoomBounds bounds = new RoomBounds(256 * MIB, 64, 1, 64 * MIB, 5_000, "off");
        LocalConfig config =
                new LocalConfig(command(), directory.resolve("state"), directory.resolve("sockets"), 1, 10, bounds);
        try {
            return new LocalOrchestrator(config);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> command() {
        String classes = RUNNER.resolve("codearena-runner.jar") + File.pathSeparator + RUNNER.resolve("lib") + "/*";
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classes,
                "org.codearena.runner.Main",
                "workspace",
                "--room",
                RUNNER.resolveSibling("room").resolve("target/room").toString());
    }

    private LocalOrchestrator local() {
        return (LocalOrchestrator) orchestrator();
    }

    @Override
    protected void kill(Environment environment) {
        ProcessHandle runner = ProcessHandle.of(local().pid(environment.name())).orElseThrow();
        assertTrue(runner.destroyForcibly());
    }

    @Override
    protected boolean keepsDisks() {
        return true;
    }

    @Override
    protected boolean environmentsOutliveIt() {
        return false;
    }

    @Override
    protected int activityStatus(Endpoint endpoint) {
        return RunnerCall.status(endpoint, "GET", "/activity");
    }

    @Test
    void aSessionTakesTheOneThatWaitsAndAnotherTakesItsPlace() {
        awaitOne();
        Environment ready = ready(wanted());
        assertEquals(
                List.of("one that waited"),
                ready.steps().stream().map(Environment.Step::text).toList());
        awaitOne();
    }

    private void awaitOne() {
        Until.holds("one waits", () -> orchestrator().capacity().warm() == 1);
    }
}
