package org.codearena.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.codearena.contract.workspace.WorkspaceOpen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The preview of a program that a session runs, with a real room: {@code preview-program.py}. */
@Timeout(120)
final class WorkspacePreviewTest {
    @TempDir
    private static Path directory;

    private static @Nullable WorkspaceRunner runner;
    private static @Nullable WorkspaceClient client;

    @BeforeAll
    static void start() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        Rooms.require("auto", directory);
        WorkspaceRunner started = WorkspaceRunner.start(WorkspaceOptions.parse(Rooms.words(directory)), () -> {});
        runner = started;
        client = new WorkspaceClient(started.address());
        String program;
        try (InputStream text = WorkspacePreviewTest.class.getResourceAsStream("/preview-program.py")) {
            program = new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        }
        WorkspaceOpen.Task run = new WorkspaceOpen.Task("run", "Run", "exec python3 -c \"$PROGRAM\"", true);
        WorkspaceOpen open = new WorkspaceOpen("s", "p", Map.of("PROGRAM", program), List.of(run));
        assertEquals(200, client().call("POST", "/workspace", open).statusCode());
        Page page = client().page("starter");
        page.ask(Map.of("op", "terminal.open", "task", "run"));
        page.awaitEvent(event -> event.get("event").asString().equals("ports")
                && !event.get("ports").isEmpty());
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
    void theProgramIsAskedByItsOwnNameAndSeesNoSignature() throws Exception {
        HttpResponse<String> answer = client().send(
                        client().request("GET", "/preview/3000/a%20b/../c?x=1&y=%2F", new byte[0])
                                .header("Cookie", "own=1")
                                .header("X-Forwarded-Host", "abc-3000.preview.example")
                                .header("Origin", "https://abc-3000.preview.example"));
        assertEquals(200, answer.statusCode());
        List<String> lines = answer.body().lines().toList();
        assertEquals("GET /a%20b/../c?x=1&y=%2F HTTP/1.1", lines.getFirst());
        assertTrue(lines.contains("Host: localhost:3000"), answer.body());
        assertTrue(lines.contains("Origin: http://localhost:3000"), answer.body());
        assertTrue(lines.contains("Cookie: own=1"), answer.body());
        assertFalse(answer.body().toLowerCase(Locale.ROOT).contains("codearena-signature"), answer.body());
        assertEquals(List.of("a=1", "b=2"), answer.headers().allValues("Set-Cookie"));
        assertFalse(answer.headers().firstValue("Keep-Alive").isPresent());
    }

    @Test
    void anOriginOfOthersStays() throws Exception {
        HttpResponse<String> answer = client().send(client().request("GET", "/preview/3000/", new byte[0])
                .header("X-Forwarded-Host", "abc-3000.preview.example")
                .header("Origin", "https://evil.example"));
        assertTrue(answer.body().contains("Origin: https://evil.example"), answer.body());
    }

    @Test
    void aBodyGoesThereAndComesBackWhateverItsLengthIsSaidAs() throws Exception {
        byte[] body = "0123456789".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> counted = client().call("POST", "/preview/3000/echo", body);
        assertEquals(new String(body, StandardCharsets.UTF_8), counted.body());
        HttpResponse<String> chunked = client().send(client().request("POST", "/preview/3000/echo", new byte[0])
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
        assertEquals(new String(body, StandardCharsets.UTF_8), chunked.body());
    }

    @Test
    void everyKindOfAnswerArrives() throws Exception {
        assertEquals("one two", client().get("/preview/3000/chunked").body());
        assertEquals("until the end", client().get("/preview/3000/close").body());
        assertEquals("early", client().get("/preview/3000/continued").body());
        assertEquals(204, client().get("/preview/3000/empty").statusCode());
        HttpResponse<String> head = client().call("HEAD", "/preview/3000/", new byte[0]);
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        HttpResponse<String> moved = client().get("/preview/3000/moved");
        assertEquals(302, moved.statusCode());
        assertEquals("/there?x", moved.headers().firstValue("Location").orElseThrow());
    }

    @Test
    void anAnswerArrivesPieceByPiece() throws Exception {
        HttpResponse<InputStream> stream = client().open("/preview/3000/slow");
        try (InputStream body = stream.body()) {
            assertEquals("first", new String(body.readNBytes(5), StandardCharsets.UTF_8));
            assertEquals(200, client().get("/preview/3000/go-on").statusCode(), "the program waits for this");
            assertEquals("second", new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatIsNoAnswerIsABadGateway() throws Exception {
        assertEquals(502, client().get("/preview/3000/nonsense").statusCode());
        assertEquals(502, client().get("/preview/3000/nothing").statusCode());
        assertEquals(502, client().get("/preview/3000/switch").statusCode());
        assertEquals(502, client().get("/preview/4999/").statusCode());
        assertTrue(client().get("/preview/4999/").body().contains("nothing-listens"));
        for (String wrong : List.of("/preview/", "/preview/0/", "/preview/x/", "/preview/65536/", "/preview/03000/")) {
            assertEquals(400, client().get(wrong).statusCode(), wrong);
        }
    }

    @Test
    void aWebSocketIsATunnelToTheProgram() throws Exception {
        CompletableFuture<String> said = new CompletableFuture<>();
        WebSocket socket = client().upgrade(
                        new WebSocket.Listener() {
                            @Override
                            public @Nullable CompletionStage<?> onBinary(
                                    WebSocket from, ByteBuffer data, boolean last) {
                                said.complete(
                                        StandardCharsets.UTF_8.decode(data).toString());
                                return null;
                            }
                        },
                        "/preview/3000/socket",
                        "any",
                        "server");
        socket.sendBinary(ByteBuffer.wrap("through".getBytes(StandardCharsets.UTF_8)), true)
                .join();
        assertEquals("through", said.get(20, TimeUnit.SECONDS));
        socket.abort();
    }

    @Test
    void aWebSocketThatTheProgramRefusesIsRefused() {
        String target = "/preview/3000/teapot";
        assertEquals(418, client().upgradeStatus(target, "any", WorkspaceClient.sign("GET", target)));
        String nowhere = "/preview/4999/";
        assertEquals(502, client().upgradeStatus(nowhere, "any", WorkspaceClient.sign("GET", nowhere)));
    }
}
