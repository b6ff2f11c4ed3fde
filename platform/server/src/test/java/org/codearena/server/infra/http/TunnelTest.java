package org.codearena.server.infra.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.codearena.server.Until;
import org.codearena.server.infra.http.TestPeer.Call;
import org.codearena.server.infra.http.TestPeer.Frame;
import org.codearena.server.kernel.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real WebSockets through a real server to what stands for a runner. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TunnelTest {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final TestPeer peer = TestPeer.start(Call::echo);
    private final Peers peers = Peers.open(400);
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicReference<@Nullable Tunnel> last = new AtomicReference<>();
    private final AtomicLong quietMs = new AtomicLong();
    private final TestServer server =
            TestServer.start(builder -> builder.peers(peers).feature(routes -> {
                routes.upgrade("/things/{id}/connect", this::decide);
                routes.get("/things/{id}", (_, response) -> response.send("a thing"));
            }));

    private Upgrade.Destination decide(UpgradeRequest request) {
        String id = request.parameters().getOrDefault("id", "");
        if (id.equals("none")) {
            throw Fault.notFound("there is no such thing");
        }
        return new Upgrade.Destination(
                peer.address(),
                "/connect?thing=" + id,
                List.of(new Field("Host", "runner")),
                id.equals("chosen") ? Optional.of("v1") : Optional.empty(),
                fields -> fields,
                Duration.ofMillis(quietMs.get()),
                tunnel -> {
                    last.set(tunnel);
                    return closed::incrementAndGet;
                });
    }

    @BeforeEach
    void usual() {
        peer.behave(Call::echo);
        quietMs.set(20_000);
    }

    /** Whatever a test did, nothing may be left of it. */
    @AfterEach
    void nothingIsLeft() {
        Until.holds("every tunnel has ended", () -> server.server().tunnels() == 0);
        Until.holds("every connection to the peer has ended", () -> peers.size() == 0);
        Until.holds("the peer is alone", () -> peer.open() == 0);
        Until.holds("no thread forwards", () -> Leaks.threadsIn("infra.http.Tunnel.") == 0);
    }

    @AfterAll
    void stop() {
        server.close();
        peers.close();
        peer.close();
        client.close();
    }

    private URI uri(String path) {
        return URI.create("ws://127.0.0.1:" + server.server().port() + "/api/v1" + path);
    }

    private TestSocket open(String path) {
        return TestSocket.open(client, uri(path), builder -> builder);
    }

    private int refusal(String path) {
        return assertThrows(TestSocket.Refused.class, () -> open(path)).status();
    }

    private static String handshake(String path, String more) {
        return "GET /api/v1" + path + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY + "\r\n" + more + "\r\n";
    }

    private Socket raw(String text) throws IOException {
        return RawRequest.send(server.server().port(), text);
    }

    @Test
    void messagesPassBothWays() {
        TestSocket socket = open("/things/7/connect");
        assertEquals("hello", socket.ask("hello"));
        String long1 = "x".repeat(3_000_000);
        assertEquals(long1, socket.ask(long1));
        socket.socket().sendClose(1000, "done").join();
        assertEquals(1000, socket.closeCode());
        assertEquals("/connect?thing=7", peer.calls().getLast().target());
    }

    @Test
    void peerIsAskedForNoExtensionAndSeesNoFieldOfTheClient() throws IOException {
        try (Socket socket = raw(handshake(
                "/things/7/connect",
                "Sec-WebSocket-Extensions: permessage-deflate\r\nCookie: session=secret\r\nX-Mine: 1\r\n"))) {
            assertTrue(RawRequest.head(socket.getInputStream()).startsWith("HTTP/1.1 101 "));
        }
        assertEquals(
                List.of("host", "connection", "upgrade", "sec-websocket-key", "sec-websocket-version"),
                List.copyOf(peer.calls().getLast().fields().keySet()));
    }

    @Test
    void chosenSubprotocolIsAskedForAndAnswered() {
        TestSocket socket = TestSocket.open(
                client, uri("/things/chosen/connect"), builder -> builder.subprotocols("v1", "ticket.secret"));
        assertEquals("v1", socket.socket().getSubprotocol());
        assertEquals("v1", peer.calls().getLast().field("sec-websocket-protocol"));
        socket.socket().abort();
    }

    @Test
    void bytesSentTogetherWithTheHandshakeArrive() throws IOException {
        String ping =
                new String(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'}, StandardCharsets.ISO_8859_1);
        try (Socket socket = raw(handshake("/things/7/connect", "") + ping)) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertTrue(RawRequest.head(in).startsWith("HTTP/1.1 101 "));
            assertArrayEquals(
                    "hi".getBytes(StandardCharsets.US_ASCII), Frame.read(in).payload());
        }
    }

    @Test
    void bytesSentTogetherWithTheConsentArrive() throws IOException {
        peer.behave(call -> {
            call.agree("");
            call.out().write(new Frame(0x81, "first".getBytes(StandardCharsets.US_ASCII)).unmasked());
        });
        try (Socket socket = raw(handshake("/things/7/connect", ""))) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertTrue(RawRequest.head(in).contains("Sec-WebSocket-Accept: " + TestPeer.accept(KEY)));
            assertEquals("first", new String(Frame.read(in).payload(), StandardCharsets.US_ASCII));
            assertEquals(-1, in.read());
        }
    }

    @Test
    void whereThereIsNoWebSocketTheAnswerSaysSo() {
        String unknown = server.raw(handshake("/nothing/here", "Connection: close\r\n"));
        assertTrue(unknown.startsWith("HTTP/1.1 404 "), unknown);
        assertTrue(unknown.contains("application/problem+json"), unknown);
        HttpResponse<String> plain = server.get("/api/v1/things/7/connect");
        assertEquals(426, plain.statusCode());
        assertEquals("websocket", TestServer.header(plain, "Upgrade"));
        assertEquals("a thing", server.get("/api/v1/things/7").body());
        assertEquals(404, refusal("/things/none/connect"));
        String refused = server.raw(handshake("/things/none/connect", ""));
        assertTrue(refused.contains("there is no such thing"), refused);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                "Content-Length: 5",
                "Content-Length: 0\r\nContent-Length: 0\r\nContent-Length: 7",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked",
                "Sec-WebSocket-Protocol: a b",
                "Sec-WebSocket-Protocol: a\"b",
                "Sec-WebSocket-Version: 8",
                "Host: y",
                "X-Bad: a\rb"
            })
    void unclearHandshakeReachesNoPeer(String more) {
        int before = peer.calls().size();
        String answer = server.raw(handshake("/things/7/connect", more + "\r\n"));
        assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
        assertEquals(before, peer.calls().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%0D%0AX-Evil:%201", "a%20HTTP%2F1.1%0D%0A", "%00", "ü"})
    void lineBreaksInThePathReachThePeerAsOneLineOrNotAtAll(String id) {
        int before = peer.calls().size();
        server.raw(handshake("/things/" + id + "/connect", ""));
        for (Call call : peer.calls().subList(before, peer.calls().size())) {
            assertTrue(call.fields().keySet().stream().noneMatch("x-evil"::equals), call.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK|Content-Length: 0||",
                "HTTP/1.1 302 Found|Location: http://elsewhere/||",
                "HTTP/1.0 101 Switching Protocols||",
                "HTTP/1.1 101 Switching Protocols||",
                "HTTP/1.1 101 Switching Protocols|Upgrade: websocket|Connection: Upgrade||",
                "HTTP/1.1 101 Switching Protocols|Upgrade: h2c|Connection: Upgrade|Sec-WebSocket-Accept: ACCEPT||",
                "CONSENT|Sec-WebSocket-Accept: ACCEPT||",
                "CONSENT|Sec-WebSocket-Extensions: permessage-deflate||",
                "CONSENT|Sec-WebSocket-Protocol: other||",
                "CONSENT|X-Folded: a| b||",
                "CONSENT|X Y: spaced||",
                "SSH-2.0-OpenSSH||",
                "||||",
                "",
                "INTERIMINTERIMINTERIMINTERIMINTERIMINTERIMINTERIMINTERIM"
            })
    void answerThatIsNoConsentToJustThisIsABadGateway(String answer) {
        peer.behave(call -> call.answer(answer.replace("INTERIM", "HTTP/1.1 100 Continue||")
                .replace(
                        "CONSENT", "HTTP/1.1 101 x|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Accept: ACCEPT")
                .replace("ACCEPT", TestPeer.accept(call.field("sec-websocket-key")))
                .replace('|', '\n')));
        assertEquals(502, refusal("/things/7/connect"));
    }

    @Test
    void refusalOfThePeerKeepsItsStatus() {
        for (int status : List.of(400, 401, 409, 503)) {
            peer.behave(call -> call.answer("HTTP/1.1 " + status + " No\nContent-Length: 0\n\n"));
            assertEquals(status, refusal("/things/7/connect"));
        }
    }

    @Test
    void oversizedHeadOfThePeerIsABadGateway() {
        peer.behave(call -> {
            call.out().write("HTTP/1.1 101 x\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            byte[] more = new byte[10_000];
            Arrays.fill(more, (byte) 'x');
            for (int i = 0; i < 100; i++) {
                call.out().write(more);
            }
        });
        assertEquals(502, refusal("/things/7/connect"));
    }

    @Test
    void peerThatNeverAnswersIsABadGatewayInTime() {
        quietMs.set(300);
        peer.behave(call -> call.in().readAllBytes());
        assertEquals(502, refusal("/things/7/connect"));
    }

    @Test
    void peerThatIsNotThereIsABadGateway() {
        TestPeer gone = TestPeer.start(Call::echo);
        gone.close();
        TestServer other = TestServer.start(builder -> builder.feature(routes -> routes.upgrade(
                "/gone",
                _ -> new Upgrade.Destination(
                        gone.address(),
                        "/x",
                        List.of(),
                        Optional.empty(),
                        fields -> fields,
                        Duration.ofSeconds(9),
                        _ -> () -> {}))));
        try (other) {
            assertTrue(other.raw(handshake("/gone", "")).startsWith("HTTP/1.1 502 "));
        }
    }

    @Test
    void whoSaysNothingForTooLongIsCut() {
        quietMs.set(500);
        TestSocket socket = open("/things/7/connect");
        assertEquals("still here", socket.ask("still here"));
        assertEquals(-1, socket.closeCode() == 1006 ? -1 : socket.closeCode());
    }

    @Test
    void peerThatDiesEndsTheClient() {
        TestSocket socket = open("/things/7/connect");
        assertEquals("a", socket.ask("a"));
        peer.cutAll();
        int _ = socket.closeCode();
    }

    @Test
    void clientThatResetsEndsThePeer() throws IOException {
        Socket socket = raw(handshake("/things/7/connect", ""));
        RawRequest.head(socket.getInputStream());
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Test
    void clientThatEndsItsDirectionStillGetsThePeersLastWords() throws IOException {
        peer.behave(call -> {
            call.agree("");
            byte[] all = call.in().readAllBytes();
            call.out().write(new Frame(0x82, new byte[200_000]).unmasked());
            call.out().write(new Frame(0x82, new byte[] {(byte) all.length}).unmasked());
        });
        try (Socket socket = raw(handshake("/things/7/connect", "") + "12345")) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            RawRequest.head(in);
            socket.shutdownOutput();
            assertEquals(200_000, Frame.read(in).payload().length);
            assertEquals(5, Frame.read(in).payload()[0]);
            assertEquals(-1, in.read());
        }
    }

    @Test
    void lastFrameArrivesThoughTheClientGoesOnTalking() throws Exception {
        peer.behave(call -> {
            call.agree("");
            call.out().write(Frame.close(4401, "the login has ended").unmasked());
        });
        for (int round = 0; round < 20; round++) {
            try (Socket socket = raw(handshake("/things/7/connect", "") + "x".repeat(100_000))) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                RawRequest.head(in);
                assertEquals(8, Frame.read(in).opcode());
            }
        }
    }

    @Test
    void slowReaderSlowsDownItsWriterAndIsCutAtOnceWhenToldTo() throws Exception {
        AtomicInteger written = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        peer.behave(call -> {
            call.agree("");
            try {
                byte[] piece = new byte[64 << 10];
                while (true) {
                    call.out().write(piece);
                    written.incrementAndGet();
                }
            } finally {
                ended.countDown();
            }
        });
        try (Socket socket = raw(handshake("/things/7/connect", ""))) {
            RawRequest.head(socket.getInputStream());
            AtomicInteger seen = new AtomicInteger(-1);
            Until.holds("the writer waits", () -> {
                boolean same = seen.getAndSet(written.get()) == written.get() && written.get() > 0;
                return same && !new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS) && seen.get() == written.get();
            });
            assertTrue(written.get() < 1000, "64 KiB pieces on their way: " + written);
            Objects.requireNonNull(last.get()).cut();
            assertTrue(ended.await(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void tooManyAtOnceAreRefusedAndTheOthersGoOn() {
        Peers two = Peers.open(2);
        TestServer small = TestServer.start(
                builder -> builder.peers(two).feature(routes -> routes.upgrade("/t/{id}", this::decide)));
        try (two;
                small) {
            URI uri = URI.create("ws://127.0.0.1:" + small.server().port() + "/api/v1/t/1");
            TestSocket one = TestSocket.open(client, uri, builder -> builder);
            TestSocket another = TestSocket.open(client, uri, builder -> builder);
            assertEquals(
                    503,
                    assertThrows(TestSocket.Refused.class, () -> TestSocket.open(client, uri, builder -> builder))
                            .status());
            assertEquals("x", one.ask("x"));
            one.socket().abort();
            another.socket().abort();
            Until.holds("both have ended", () -> small.server().tunnels() == 0);
        }
    }

    @Test
    void stoppingTheServerEndsEveryTunnel() {
        TestServer other =
                TestServer.start(builder -> builder.feature(routes -> routes.upgrade("/t/{id}", this::decide)));
        URI uri = URI.create("ws://127.0.0.1:" + other.server().port() + "/api/v1/t/1");
        TestSocket socket = TestSocket.open(client, uri, builder -> builder);
        assertEquals("x", socket.ask("x"));
        long start = System.nanoTime();
        other.close();
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 10);
        int _ = socket.closeCode();
    }

    @Test
    void hundredsThatEndInEveryWayLeaveNothingBehind() throws Exception {
        open("/things/7/connect").socket().abort();
        nothingIsLeft();
        long before = Leaks.sockets();
        int opened = 0;
        for (int round = 0; round < 10; round++) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Socket socket = raw(handshake("/things/7/connect", ""));
                RawRequest.head(socket.getInputStream());
                sockets.add(socket);
                opened++;
            }
            for (int i = 0; i < sockets.size(); i++) {
                Socket socket = sockets.get(i);
                switch (i % 4) {
                    case 0 -> socket.close();
                    case 1 -> {
                        socket.setSoLinger(true, 0);
                        socket.close();
                    }
                    case 2 -> socket.shutdownOutput();
                    default -> socket.getOutputStream().write(new byte[] {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0});
                }
            }
            peer.cutAll();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        int all = opened;
        nothingIsLeft();
        Until.holds("every one was told to have ended", () -> closed.get() >= all);
        Until.holds("no socket is left", () -> Leaks.sockets() <= before);
    }

    @Test
    void headersOfTheConsentArePassedOnButNotThoseOfTheConnection() throws IOException {
        peer.behave(call -> {
            call.agree("Set-Cookie: a=b\nKeep-Alive: timeout=5\nX-More: yes\n");
            call.in().readAllBytes();
        });
        try (Socket socket = raw(handshake("/things/7/connect", ""))) {
            String head = RawRequest.head(socket.getInputStream());
            assertTrue(head.contains("X-More: yes\r\n"), head);
            assertTrue(head.contains("Set-Cookie: a=b\r\n"), head);
            assertTrue(!head.contains("Keep-Alive"), head);
        }
    }

    @Test
    void documentDescribesIt() {
        String document = server.get("/openapi.json").body();
        assertTrue(document.contains("/api/v1/things/{id}/connect"));
        assertTrue(document.contains("\"101\""), document);
    }
}
