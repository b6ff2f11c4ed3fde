package org.codearena.loadtest.ide;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.codearena.loadtest.CodearenaProcess;
import org.codearena.loadtest.Ready;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Sessions on a whole installation, as a page drives them; and what a tenant who means ill can do there. */
final class IdeIT {
    // The broker keeps links that lead out of the directory.
    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path home;

    private static CodearenaProcess codearena;
    private static IdeUser ada;
    private static IdeUser eve;
    private static String project;
    private static String session;

    @BeforeAll
    static void start() throws Exception {
        codearena = new CodearenaProcess(home);
        codearena.up();
        URI url = Ready.of(codearena.data()).url();
        ada = IdeUser.register(url, "ada");
        eve = IdeUser.register(url, "eve");
        project = ada.project("first", Opening.TEMPLATE);
        session = ada.open(project);
        ada.awaitRunning(session);
    }

    @AfterAll
    static void end() throws Exception {
        ada.close();
        eve.close();
        codearena.down();
    }

    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    }

    @Test
    void aShellRunsTheProjectsProgramAndTests() throws Exception {
        try (WorkspaceSocket socket = ada.connect(session)) {
            Shell shell = Shell.open(socket);
            assertTrue(shell.run("echo Ada | python3 main.py").contains("Ada"));
            assertTrue(shell.run("python3 -m unittest").endsWith("[0]"));
        }
    }

    @Test
    void whatIsWrittenIsKeptWhenTheSessionEndsAndComesBack() throws Exception {
        String kept = ada.project("kept", Opening.TEMPLATE);
        String first = ada.open(kept);
        ada.awaitRunning(first);
        try (WorkspaceSocket socket = ada.connect(first)) {
            write(socket, "notes/today.txt", "by the editor\n");
            Shell.open(socket)
                    .run(
                            "mkdir -p deep/er && printf 'by the shell\\n' > deep/er/file.txt && chmod +x deep/er/file.txt");
        }
        ada.stop(first);
        assertArrayEquals("by the shell\n".getBytes(StandardCharsets.UTF_8), ada.file(kept, "deep/er/file.txt"));
        String second = ada.open(kept);
        ada.awaitRunning(second);
        try (WorkspaceSocket socket = ada.connect(second)) {
            Shell shell = Shell.open(socket);
            assertEquals("by the editor\n[0]", shell.run("cat notes/today.txt"));
            assertEquals("[0]", shell.run("test -x deep/er/file.txt"));
        }
        ada.stop(second);
        ada.delete(kept);
    }

    @Test
    void cutConnectionsLoseNoByteOfAStream() throws Exception {
        Cuts.Result result = new Cuts(ada, session, random()).run(25, 4_000_000);
        assertTrue(result.intact() && result.cuts() > 5, result.toString());
    }

    @Test
    void killedRunnersLoseNoAcknowledgedEdit() throws Exception {
        String edited = ada.project("edited", Opening.TEMPLATE);
        String killed = ada.open(edited);
        ada.awaitRunning(killed);
        Kills.Result result = new Kills(ada, edited, killed, codearena.data(), random()).run(3);
        assertEquals(0, result.lost(), result.toString());
        assertTrue(result.edits() > 3, result.toString());
        ada.stop(killed);
    }

    @Test
    void anotherPersonReachesNothingOfASession() {
        assertThrows(IOException.class, () -> eve.connect(session));
        assertThrows(IOException.class, () -> eve.get("/sessions/" + session));
        assertThrows(IOException.class, () -> eve.get("/projects/" + project));
        assertThrows(IOException.class, () -> eve.open(project));
    }

    @Test
    void aTicketOfAnotherSessionOpensNothing() throws Exception {
        String own = eve.project("own", Opening.TEMPLATE);
        String hers = eve.open(own);
        eve.awaitRunning(hers);
        String ticket = eve.ticket(hers);
        assertThrows(IOException.class, () -> eve.connect(session, ticket));
        eve.stop(hers);
    }

    @Test
    void theNetworkLeadsNowhere() throws Exception {
        try (WorkspaceSocket socket = ada.connect(session)) {
            Shell shell = Shell.open(socket);
            for (String address : List.of("169.254.169.254/80", "127.0.0.1/5432", "10.0.0.1/80", "1.1.1.1/53")) {
                assertFalse(
                        shell.run("timeout 3 bash -c 'exec 3<>/dev/tcp/" + address + "' 2>/dev/null")
                                .endsWith("[0]"),
                        address);
            }
        }
    }

    @Test
    void neitherTheRunnerNorItsKeyIsToBeSeen() throws Exception {
        try (WorkspaceSocket socket = ada.connect(session)) {
            Shell shell = Shell.open(socket);
            // The pattern does not match itself, as grep's own line is among those that it may read.
            assertEquals(
                    "0\n[0]",
                    shell.run(
                            "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -c '[o]rg.codearena' || true"));
            assertEquals("[1]", shell.run("env | grep -i -E 'key|secret|password|token'"));
            assertFalse(shell.run("cat /proc/1/environ").endsWith("[0]"));
            assertFalse(shell.run("ls " + codearena.data()).endsWith("[0]"));
        }
    }

    @Test
    void linksNeverLeadOutOfTheWorkspace() throws Exception {
        try (WorkspaceSocket socket = ada.connect(session)) {
            Shell shell = Shell.open(socket);
            shell.run("mkdir -p race; ln -sfn /etc leads-out; ln -sfn /etc/passwd password-file");
            shell.begin(
                    "while true; do ln -sfn /etc race/x; rm -f race/x; mkdir -p race/x; rmdir race/x; done 2>/dev/null");
            for (String path : List.of("leads-out/passwd", "password-file")) {
                assertTrue(socket.request("files.read", Map.of("path", path)).refused(), path);
            }
            for (int round = 0; round < 300; round++) {
                assertTrue(socket.request("files.read", Map.of("path", "race/x/passwd"))
                        .refused());
            }
            for (String path : List.of("../etc/passwd", "/etc/passwd", "a/../../b", "", "a//b", "a\0b")) {
                assertTrue(socket.request("files.read", Map.of("path", path)).refused(), path);
            }
            socket.request("terminal.close", Map.of("terminal", shell.terminal()));
        }
    }

    @Test
    void aForkBombLeavesItsNeighbourAlone() throws Exception {
        String bombed = eve.project("bomb", Opening.TEMPLATE);
        String hers = eve.open(bombed);
        eve.awaitRunning(hers);
        try (WorkspaceSocket socket = eve.connect(hers);
                WorkspaceSocket neighbour = ada.connect(session)) {
            long bomb = socket.openTerminal((_, _) -> {});
            socket.type(bomb, ":(){ :|:& };:\n");
            Shell shell = Shell.open(neighbour);
            for (int round = 0; round < 5; round++) {
                assertEquals("42\n[0]", shell.run("echo $((6 * 7))"));
            }
            assertFalse(
                    socket.request("terminal.close", Map.of("terminal", bomb)).refused());
        }
        eve.stop(hers);
        eve.delete(bombed);
    }

    @Test
    void aFullDiskIsSaidAndEndsWhenThereIsRoomAgain() throws Exception {
        String full = eve.project("full", Opening.TEMPLATE);
        String hers = eve.open(full);
        eve.awaitRunning(hers);
        try (WorkspaceSocket socket = eve.connect(hers)) {
            Shell shell = Shell.open(socket);
            assertFalse(shell.run("cat /dev/zero > ~/fill").endsWith("[0]"));
            WorkspaceSocket.Reply refused = socket.request("files.write", based("more.txt", null), new byte[1 << 20]);
            assertEquals("disk-full", refused.code(), refused.json().toString());
            shell.run("rm ~/fill");
            write(socket, "more.txt", "there is room\n");
        }
        eve.stop(hers);
        eve.delete(full);
    }

    @Test
    void sessionsThatEndLeaveNothingBehind() throws Exception {
        Cycles.Result result =
                new Cycles(eve, codearena.data(), new Server(codearena.data(), codearena.command()), random()).run(6);
        assertEquals(1, result.servers());
        assertEquals(List.of(), result.left());
    }

    private static void write(WorkspaceSocket socket, String path, String text) throws IOException {
        WorkspaceSocket.Reply reply =
                socket.request("files.write", based(path, null), text.getBytes(StandardCharsets.UTF_8));
        assertFalse(reply.refused(), reply.json().toString());
    }

    private static Map<String, String> based(String path, @org.jspecify.annotations.Nullable String base) {
        return base == null ? Map.of("path", path) : Map.of("path", path, "base", base);
    }
}
