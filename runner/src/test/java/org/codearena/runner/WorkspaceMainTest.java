package org.codearena.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.codearena.contract.workspace.WorkspaceOpen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The workspace mode as a process of its own, with a real room. */
@Timeout(180)
final class WorkspaceMainTest {
    private static final WorkspaceOpen SESSION = new WorkspaceOpen("s", "p", Map.of(), List.of());

    @TempDir
    private Path directory;

    private Process start(String... more) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        Rooms.require("auto", directory);
        List<String> line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.codearena.runner.Main",
                "workspace"));
        line.addAll(Rooms.words(directory, more));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectError(directory.resolve("error").toFile());
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    private static String ready(Process process) throws IOException {
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = String.valueOf(said.readLine());
        assertTrue(line.startsWith("ready listen=tcp:127.0.0.1:"), line);
        return line.split(" ", -1)[1].substring("listen=".length());
    }

    private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle process : processes) {
            process.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    /** Opens a shell that runs something, and returns all processes that are there now. */
    private static List<ProcessHandle> use(WorkspaceClient client, Process process) throws Exception {
        assertEquals(200, client.call("POST", "/workspace", SESSION).statusCode());
        Page page = client.page("tab");
        int shell = page.shell();
        page.type(shell, "setsid sleep 1000 & echo re''ady\r");
        page.awaitText(shell, "ready");
        List<ProcessHandle> all = process.descendants().toList();
        assertTrue(all.size() >= 4, "the room, its first process, the entry, the shell, the program: " + all);
        return all;
    }

    @Test
    void killedItTakesEverythingWithIt() throws Exception {
        Process process = start();
        try (WorkspaceClient client = new WorkspaceClient(ready(process))) {
            List<ProcessHandle> all = use(client, process);
            process.destroyForcibly();
            awaitEnd(all);
        }
        assertNoMountIsLeft();
    }

    @Test
    void itEndsWithItsParent() throws Exception {
        Process process = start("--die-with-parent");
        try (WorkspaceClient client = new WorkspaceClient(ready(process))) {
            List<ProcessHandle> all = use(client, process);
            process.getOutputStream().close();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
            awaitEnd(all);
        }
        assertNoMountIsLeft();
    }

    @Test
    void toldToStopItSaysGoodbyeToPagesAndEndsWell() throws Exception {
        Process process = start();
        try (WorkspaceClient client = new WorkspaceClient(ready(process))) {
            List<ProcessHandle> all = use(client, process);
            Page page = client.page("other");
            process.destroy();
            assertEquals(1001, page.closed.get(20, TimeUnit.SECONDS));
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
            awaitEnd(all);
        }
        assertNoMountIsLeft();
    }

    @Test
    void withoutItsRoomItEndsAsWell() throws Exception {
        Process process = start();
        ready(process);
        process.children().forEach(ProcessHandle::destroyForcibly);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(1, process.exitValue());
    }

    @Test
    void oneThatHasRehearsedWaitsForItsSessionAsIfNothingHadBeen() throws Exception {
        Process process = start("--rehearse");
        try (WorkspaceClient client = new WorkspaceClient(ready(process))) {
            String log = Files.readString(directory.resolve("error"));
            assertTrue(log.contains("session=rehearsal workspace opened"), log);
            assertFalse(log.contains("not rehearsed"), log);
            assertEquals(
                    "waiting",
                    WorkspaceClient.json(client.get("/health/ready"))
                            .get("state")
                            .asString());
            JsonNode changes = WorkspaceClient.json(client.get("/changes?epoch=0&after=0&waitMs=0"));
            assertEquals(0, changes.get("files").size(), changes.toString());
            JsonNode activity = WorkspaceClient.json(client.get("/activity"));
            assertEquals(0, activity.get("terminals").asInt(), activity.toString());
            assertEquals(200, client.call("POST", "/workspace", SESSION).statusCode());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whoDoesNotSignIsNotServed() throws Exception {
        Process process = start();
        try (WorkspaceClient client = new WorkspaceClient(ready(process))) {
            assertEquals(409, client.get("/connect").statusCode(), "before it is opened");
            assertEquals(200, client.call("POST", "/workspace", SESSION).statusCode());
            assertEquals(426, client.get("/connect").statusCode());
            Instant soon = Instant.now().plusSeconds(30);
            List<String> wrong = List.of(
                    "",
                    "v1",
                    WorkspaceClient.sign("ff".repeat(32), "GET", "/activity", "server", soon),
                    WorkspaceClient.sign(WorkspaceClient.KEY, "POST", "/activity", "server", soon),
                    WorkspaceClient.sign(WorkspaceClient.KEY, "GET", "/activity?", "server", soon),
                    WorkspaceClient.sign(
                            WorkspaceClient.KEY,
                            "GET",
                            "/activity",
                            "server",
                            Instant.now().minusSeconds(2)),
                    WorkspaceClient.sign(WorkspaceClient.KEY, "GET", "/activity", "server", soon.plusSeconds(100)));
            for (String signature : wrong) {
                assertEquals(401, client.status("GET", "/activity", signature), signature);
                assertEquals(401, client.status("GET", "/preview/80/", signature));
                assertEquals(401, client.status("DELETE", "/clients", signature));
                assertEquals(401, client.upgradeStatus("/connect", "codearena.workspace.v1", signature));
                assertEquals(401, client.upgradeStatus("/preview/80/", "any", signature));
            }
            assertEquals(204, client.status("GET", "/health/live", ""));
            assertEquals(200, client.status("GET", "/health/ready", ""));
            assertEquals(200, client.get("/activity").statusCode());
            String good = WorkspaceClient.sign("GET", "/connect");
            assertEquals(426, client.upgradeStatus("/connect", "another.protocol", good));
            assertFalse(Files.readString(directory.resolve("error")).contains(WorkspaceClient.KEY));
        } finally {
            process.destroyForcibly();
        }
    }

    private void assertNoMountIsLeft() throws IOException {
        String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
        assertFalse(mounts.contains(directory.toString()), mounts);
    }
}
