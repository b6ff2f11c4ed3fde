package org.codearena.runner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.codearena.contract.workspace.Notice;
import org.codearena.contract.workspace.WorkspaceOpen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A runner in workspace mode with a real room, as the gateway and pages use it. */
@Timeout(120)
final class WorkspaceTest {
    private static final WorkspaceOpen SESSION = new WorkspaceOpen(
            "s-1",
            "my project",
            Map.of("GREETING", "hello"),
            List.of(
                    new WorkspaceOpen.Task("run", "Run", "echo at $PORT; exec python3 -m http.server $PORT", true),
                    new WorkspaceOpen.Task("test", "Test", "exit 3", false)));

    @TempDir
    private static Path directory;

    private static @Nullable WorkspaceRunner runner;
    private static @Nullable WorkspaceClient client;

    @BeforeAll
    static void start() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        Rooms.require("auto", directory);
        WorkspaceOptions options = WorkspaceOptions.parse(Rooms.words(directory));
        WorkspaceRunner started = WorkspaceRunner.start(options, () -> {});
        runner = started;
        client = new WorkspaceClient(started.address());
        assertEquals(200, client().call("POST", "/workspace", SESSION).statusCode());
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
        }
        if (runner != null) {
            runner.close();
        }
    }

    private static WorkspaceClient client() {
        return Objects.requireNonNull(client);
    }

    @Test
    void theSameSessionMayOpenItAgainAndNoOther() throws Exception {
        assertEquals(200, client().call("POST", "/workspace", SESSION).statusCode());
        WorkspaceOpen other = new WorkspaceOpen("s-2", "other", Map.of(), List.of());
        assertEquals(409, client().call("POST", "/workspace", other).statusCode());
        assertEquals(
                "open",
                WorkspaceClient.json(client().get("/health/ready")).get("state").asString());
    }

    @Test
    void helloTellsWhatThereIs() {
        try (Page page = client().page("hello")) {
            JsonNode hello = page.hello("hello");
            assertEquals("s-1", hello.get("session").asString());
            assertEquals(2, hello.get("tasks").size());
            assertEquals(1L << 30, hello.get("limits").get("diskBytes").asLong());
            assertTrue(hello.get("terminals").isArray() && hello.get("ports").isArray(), hello.toString());
        }
    }

    @Test
    void aShellIsTheSessionsOwnUserInItsWorkspace() {
        try (Page page = client().page("shell")) {
            int shell = page.shell();
            page.awaitText(shell, "my-project");
            page.type(shell, "cd; echo \"$USER:$GREETING:$PWD:$SHELL:$TERM\" $(id -un); cd - && tty && echo do''ne\r");
            String text = page.awaitText(shell, "done");
            assertTrue(text.contains("coder:hello:/home/coder:/bin/bash:xterm-256color coder\r\n"), text);
            assertTrue(text.contains("/workspace\r\n"), text);
            page.ask(Map.of("op", "terminal.close", "terminal", shell));
        }
    }

    @Test
    void aShellMayStartInADirectoryOfTheWorkspaceAndNowhereElse() {
        try (Page page = client().page("cwd")) {
            int shell = page.shell();
            page.type(shell, "mkdir -p in/side && echo ma''de\r");
            page.awaitText(shell, "made");
            Page.Answer inside = page.ask(Map.of("op", "terminal.open", "columns", 80, "rows", 24, "cwd", "in/side"));
            int second = inside.json().get("terminal").get("id").asInt();
            page.type(second, "pwd\r");
            page.awaitText(second, "/workspace/in/side\r\n");
            assertEquals(
                    "bad-request",
                    page.ask(Map.of("op", "terminal.open", "cwd", "../..")).error());
            page.ask(Map.of("op", "terminal.close", "terminal", shell));
            page.ask(Map.of("op", "terminal.close", "terminal", second));
        }
    }

    @Test
    void aCutConnectionGoesOnAtTheExactByte() throws Exception {
        int size = 4 << 20;
        Random random = new Random(11);
        Page page = client().page("cut");
        int shell = page.shell();
        page.type(
                shell,
                "stty raw -echo; echo rea''dy; head -c " + size + " /dev/zero | openssl enc -aes-128-ctr -nosalt -K "
                        + "00112233445566778899aabbccddeeff -iv 00000000000000000000000000000000 2>/dev/null | tee sum | cat;"
                        + " echo \"sum:$(sha256sum < sum):mus\"; exit\r");
        page.awaitText(shell, "ready\n");
        StreamSum sum = new StreamSum(page.text(shell).indexOf("ready\n") + 6, size);
        page.acknowledges = false;
        long next = sum.add(0, page.bytes(shell));
        while (!sum.isWhole()) {
            page.cut();
            page = client().page("cut");
            Page.Answer attached = page.attach(shell, next);
            assertFalse(attached.json().get("reset").asBoolean());
            assertEquals(next, attached.json().get("offset").asLong());
            long from = next;
            long wanted = Math.min(sum.end(), from + 1 + random.nextInt(300_000));
            Page current = page;
            page.await("bytes", () -> current.received(shell) >= wanted, () -> "" + current.received(shell));
            // What is acknowledged is what was counted, so that it may be asked for again.
            page.acknowledges = false;
            next = sum.add(from, page.bytes(shell));
        }
        page.acknowledges = true;
        page.acknowledge(shell, next);
        String hex = sum.hex();
        String said = page.awaitText(shell, ":mus");
        assertTrue(
                said.contains("sum:" + hex),
                () -> hex + " is not what was sent: " + said.substring(said.length() - 90));
        page.close();
    }

    /** The hash of a stream that comes in overlapping parts. */
    private static final class StreamSum {
        private final MessageDigest digest;
        private final long start;
        private final long end;
        private long next;

        StreamSum(long start, long size) throws Exception {
            this.digest = MessageDigest.getInstance("SHA-256");
            this.start = start;
            this.end = start + size;
            this.next = 0;
        }

        /** Returns the offset behind all that is known. */
        long add(long offset, byte[] bytes) {
            assertEquals(next, offset, "the part begins where the last ended");
            for (byte octet : bytes) {
                if (next >= start && next < end) {
                    digest.update(octet);
                }
                next++;
            }
            return next;
        }

        boolean isWhole() {
            return next >= end;
        }

        long end() {
            return end;
        }

        String hex() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    @Test
    void aFloodInOneTerminalDoesNotHoldUpAnother() {
        try (Page page = client().page("flood")) {
            int flood = page.shell();
            int other = page.shell();
            page.type(flood, "yes\r");
            page.awaitText(flood, "y\r\ny\r\n");
            for (int i = 0; i < 20; i++) {
                page.type(other, "echo a''nswer" + i + "\r");
                page.awaitText(other, "answer" + i + "\r\n");
            }
            page.type(flood, "\u0003");
            page.await("a prompt", () -> page.text(flood).endsWith("$ "), () -> "no prompt");
            page.ask(Map.of("op", "terminal.close", "terminal", flood));
            page.ask(Map.of("op", "terminal.close", "terminal", other));
        }
    }

    @Test
    void whoDoesNotAcknowledgeIsSentAWindowOnly() throws Exception {
        try (Page page = client().page("window")) {
            page.acknowledges = false;
            int shell = page.shell();
            page.type(shell, "head -c 3000000 /dev/zero | tr '\\0' x\r");
            page.await("a window", () -> page.received(shell) == 256 << 10, () -> "" + page.received(shell));
            // Replies overtake output, so that nothing more of it came shows when a reply has come.
            page.ask(Map.of("op", "ports.list"));
            assertEquals(256 << 10, page.received(shell));
            page.acknowledge(shell, 1000);
            page.await("more", () -> page.received(shell) == (256 << 10) + 1000, () -> "" + page.received(shell));
            page.acknowledge(shell, 1 << 30);
            assertEquals(4400, page.closed.get(10, TimeUnit.SECONDS));
        }
        try (Page page = client().page("window")) {
            JsonNode terminals = page.hello("window").get("terminals");
            page.ask(Map.of(
                    "op",
                    "terminal.close",
                    "terminal",
                    terminals.get(terminals.size() - 1).get("id").asInt()));
        }
    }

    @Test
    void aTaskServesAtThePortItIsGiven() throws Exception {
        try (Page page = client().page("task")) {
            Page.Answer opened = page.ask(Map.of("op", "terminal.open", "task", "run", "columns", 80, "rows", 24));
            JsonNode terminal = opened.json().get("terminal");
            assertEquals("Run", terminal.get("title").asString());
            assertEquals("run", terminal.get("task").asString());
            JsonNode ports = page.awaitEvent(
                            event -> event.get("event").asString().equals("ports")
                                    && event.get("ports").toString().contains("\"port\":3000,\"process\":\"python3\""))
                    .get("ports");
            assertNotNull(ports);
            assertTrue(
                    WorkspaceClient.json(client().get("/activity")).get("busy").asBoolean());
            assertEquals(200, client().get("/preview/3000/").statusCode());
            page.ask(Map.of(
                    "op", "terminal.close", "terminal", terminal.get("id").asInt()));
            page.awaitEvent(event -> event.get("event").asString().equals("ports")
                    && event.get("ports").isEmpty());
            assertEquals(502, client().get("/preview/3000/").statusCode());
        }
    }

    @Test
    void aTaskThatEndsSaysHow() {
        try (Page page = client().page("ends")) {
            int test = page.ask(Map.of("op", "terminal.open", "task", "test"))
                    .json()
                    .get("terminal")
                    .get("id")
                    .asInt();
            JsonNode ended =
                    page.awaitEvent(event -> event.get("event").asString().equals("terminal")
                            && event.get("terminal").get("id").asInt() == test
                            && !event.get("terminal").get("exit").isNull());
            assertEquals(3, ended.get("terminal").get("exit").get("code").asInt());
            page.ask(Map.of("op", "terminal.close", "terminal", test));
            page.awaitEvent(event -> event.get("event").asString().equals("terminal-closed")
                    && event.get("id").asInt() == test);
            assertEquals(
                    "not-found",
                    page.ask(Map.of("op", "terminal.open", "task", "none")).error());
        }
    }

    @Test
    void closingATerminalKillsAllThatWasEverStartedInIt() {
        try (Page page = client().page("tree")) {
            int shell = page.shell();
            page.type(shell, "sleep 4711 & setsid sleep 4711; nohup sleep 4711 & (sleep 4711 &) ; echo re''ady\r");
            page.awaitText(shell, "ready");
            int ended = page.shell();
            page.type(ended, "setsid sleep 4712 & echo re''ady\r");
            page.awaitText(ended, "ready");
            page.type(ended, "exit\r");
            page.awaitEvent(event -> event.get("event").asString().equals("terminal")
                    && event.get("terminal").get("id").asInt() == ended
                    && !event.get("terminal").get("exit").isNull());
            int watch = page.shell();
            page.type(watch, "echo found-$(pgrep -c -f 'sleep 471[12]')\r");
            page.awaitText(watch, "found-5\r\n");
            page.ask(Map.of("op", "terminal.close", "terminal", shell));
            page.ask(Map.of("op", "terminal.close", "terminal", ended));
            page.type(watch, "echo left-$(pgrep -c -f 'sleep 471[12]')\r");
            page.awaitText(watch, "left-0\r\n");
            page.ask(Map.of("op", "terminal.close", "terminal", watch));
        }
    }

    @Test
    void noticesReachEverybodyAndWhatIsKeptIsTold() throws Exception {
        try (Page one = client().page("one");
                Page other = client().page("other")) {
            Notice idle = new Notice("idle", "stops soon", Instant.parse("2026-01-01T00:00:00Z"));
            assertEquals(204, client().call("POST", "/notice", idle).statusCode());
            assertEquals("stops soon", one.awaitEvent("notice").get("text").asString());
            assertEquals(
                    "2026-01-01T00:00:00Z", other.awaitEvent("notice").get("at").asString());
            Notice kept = new Notice("kept", "17", Instant.EPOCH);
            assertEquals(204, client().call("POST", "/notice", kept).statusCode());
            assertEquals(17, one.awaitEvent("kept").get("revision").asLong());
            assertEquals(17, one.hello("one").get("kept").asLong());
            assertEquals(
                    400,
                    client().call("POST", "/notice", new Notice("kept", "x", Instant.EPOCH))
                            .statusCode());
        }
    }

    @Test
    void whoseLoginEndsIsCutOffAndOthersAreNot() throws Exception {
        try (Page mine = client().page("mine", "user:7%3Blogin:a%20b");
                Page other = client().page("theirs", "user:7%3Blogin:c")) {
            assertEquals(
                    204,
                    client().call("DELETE", "/clients?login=a%20b", new byte[0]).statusCode());
            assertEquals(4401, mine.closed.get(10, TimeUnit.SECONDS));
            assertEquals("none", other.ask(Map.of("op", "ports.list")).error());
            assertEquals(
                    400, client().call("DELETE", "/clients?code=1", new byte[0]).statusCode());
        }
    }

    @Test
    void aTabThatConnectsAgainReplacesItself() throws Exception {
        try (Page before = client().page("same");
                Page now = client().page("same")) {
            assertEquals(4409, before.closed.get(10, TimeUnit.SECONDS));
            assertEquals("none", now.ask(Map.of("op", "ports.list")).error());
        }
    }

    @Test
    void realUseIsTypingAndNotLooking() throws Exception {
        try (Page page = client().page("use")) {
            int shell = page.shell();
            page.awaitText(shell, "$ ");
            Instant before = lastUsed();
            page.send(0x05, 0, new byte[] {1});
            page.hello("use");
            page.ask(Map.of("op", "ports.list"));
            assertEquals(before, lastUsed());
            page.type(shell, "echo ty''ped\r");
            page.awaitText(shell, "typed");
            assertTrue(lastUsed().isAfter(before));
            page.ask(Map.of("op", "terminal.close", "terminal", shell));
        }
    }

    private static Instant lastUsed() throws Exception {
        return Instant.parse(WorkspaceClient.json(client().get("/activity"))
                .get("lastUsedAt")
                .asString());
    }

    @Test
    void aFrameThatIsBrokenEndsTheConnectionWithAReason() throws Exception {
        for (String hex : List.of("", "00", "0100", "0103057b", "07", "8100", "0301ffffffffffffffffffff")) {
            try (Page page = client().page("broken")) {
                page.sendRaw(HexFormat.of().parseHex(hex));
                assertEquals(4400, page.closed.get(10, TimeUnit.SECONDS), "after " + hex);
            }
        }
        try (Page page = client().page("text")) {
            page.sendText("{}");
            assertEquals(4400, page.closed.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aRequestThatIsWrongIsAnsweredAndTheConnectionGoesOn() {
        try (Page page = client().connect("server")) {
            assertEquals("bad-request", page.ask(Map.of("op", "ports.list")).error(), "before hello");
            assertEquals("bad-request", page.ask(Map.of("op", "hello")).error());
            assertEquals(
                    "bad-request",
                    page.ask(Map.of("op", "hello", "client", "x".repeat(65))).error());
            page.hello("wrong");
            assertEquals("bad-request", page.ask(Map.of()).error());
            assertEquals("bad-request", page.ask(Map.of("op", 7)).error());
            assertEquals("bad-request", page.ask(Map.of("op", "no-such")).error());
            assertEquals("bad-request", page.ask(Map.of("op", "files.no-such")).error());
            assertEquals(
                    "bad-request",
                    page.ask(Map.of("op", "terminal.open", "columns", -1)).error());
            assertEquals(
                    "bad-request", page.ask(Map.of("op", "terminal.attach")).error());
            assertEquals(
                    "not-found",
                    page.ask(Map.of("op", "terminal.attach", "terminal", 999)).error());
            assertEquals(
                    "not-found",
                    page.ask(Map.of("op", "terminal.close", "terminal", 999)).error());
            assertEquals(
                    "none",
                    page.ask(Map.of("op", "terminal.detach", "terminal", 999)).error());
            page.type(999, "into nothing");
            assertEquals("none", page.ask(Map.of("op", "ports.list")).error());
        }
    }

    @Test
    void aMessageInManyFragmentsIsOne() {
        try (Page page = client().page("fragments")) {
            assertArrayEquals(new byte[] {1, 2, 3}, page.pingInFragments(new byte[] {1, 2, 3}));
        }
    }
}
