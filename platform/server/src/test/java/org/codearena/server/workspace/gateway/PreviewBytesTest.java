package org.codearena.server.workspace.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.codearena.server.infra.http.RawRequest;
import org.codearena.server.infra.http.TestPeer.Call;
import org.codearena.server.infra.http.TestPeer.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of previews as they come, in both directions, and their WebSockets. */
final class PreviewBytesTest extends PreviewVisit {
    @Test
    void nothingListensAndThePageTriesAgain() {
        answers("HTTP/1.1 502 Bad Gateway\nContent-Type: application/problem+json\nContent-Length: 2\n\n{}");
        Site.Answer page = site.ask("GET /", host, allowed + "Accept: text/html,*/*\r\n");
        assertEquals(502, page.status());
        assertTrue(page.text().contains("http-equiv=\"refresh\""), page.text());
        assertEquals("2", page.field("Retry-After"));
        Site.Answer problem = get("/");
        assertEquals(502, problem.status());
        assertEquals("application/problem+json", problem.field("Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage\n\n",
                "HTTP/1.1 200 OK\nContent-Length: 5\nContent-Length: 5\n\nhello",
                "HTTP/1.1 200 OK\nContent-Length: 5\nTransfer-Encoding: chunked\n\nhello",
                "HTTP/1.1 200 OK\nContent-Length: -1\n\n",
                "HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked\n\n",
                "HTTP/1.1 101 Switching Protocols\nUpgrade: x\nConnection: Upgrade\n\n",
                "HTTP/1.1 200 OK\nX: a\n b: c\n\n"
            })
    void answerThatIsUnclearIsABadGateway(String answer) {
        answers(answer);
        assertEquals(502, get("/").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\nContent-Length: 50\n\nhello",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhelloX\n0\n\n",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\nffffffffffffffff\n",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n0\nX: 1"
            })
    void bodyThatBreaksOffIsNotPassedOffAsWhole(String answer) throws IOException {
        answers(answer);
        try (Socket socket = open("GET / HTTP/1.1\r\nHost: " + host + "\r\n" + allowed + "\r\n")) {
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(all.startsWith("HTTP/1.1 200 "), all);
            assertFalse(all.endsWith("0\r\n\r\n"), all);
        }
    }

    @Test
    void chunkOfManyGigabytesIsPassedOnAsItComesAndHeldByNobody() throws IOException {
        site.runnerDoes(call -> {
            call.answer("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n7fffffffff\nfirst");
            call.in().readAllBytes();
        });
        try (Socket socket = open("GET / HTTP/1.1\r\nHost: " + host + "\r\n" + allowed + "\r\n")) {
            InputStream in = socket.getInputStream();
            RawRequest.head(in);
            assertEquals("5\r\nfirst\r\n", new String(in.readNBytes(10), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void bodiesWithoutALengthEndWithTheConnection() {
        answers("HTTP/1.1 200 OK\n\nas long as it takes");
        assertEquals("as long as it takes", get("/").text());
    }

    @ParameterizedTest
    @CsvSource({"HEAD, 200", "GET, 304", "GET, 204"})
    void answersWithoutABodyHaveNone(String method, int status) {
        answers("HTTP/1.1 " + status + " X\nETag: \"1\"\nContent-Length: 500\n\n");
        Site.Answer answer = site.ask(method + " /", host, allowed);
        assertEquals(status, answer.status(), answer.toString());
        assertEquals(0, answer.body().length);
        assertEquals("\"1\"", answer.field("ETag"));
        assertEquals(method.equals("HEAD") ? "500" : answer.field("Content-Length"), answer.field("Content-Length"));
    }

    @Test
    void eventsComeOneByOne() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        site.runnerDoes(call -> {
            call.answer("""
                    HTTP/1.1 200 OK
                    Content-Type: text/event-stream
                    Transfer-Encoding: chunked

                    f
                    data: first


                    """);
            assertTrue(seen.await(20, TimeUnit.SECONDS));
            call.answer("10\ndata: second\n\n\n0\n\n");
        });
        try (Socket socket = open("GET /events HTTP/1.1\r\nHost: " + host + "\r\n" + allowed + "\r\n")) {
            InputStream in = socket.getInputStream();
            assertTrue(RawRequest.head(in).contains("text/event-stream"));
            assertEquals("data: first", line(in, 2).strip());
            seen.countDown();
            line(in, 2);
            assertEquals("data: second", line(in, 2).strip());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void largeUploadArrivesWhole(boolean chunked) {
        site.runnerDoes(call -> {
            byte[] all = chunked
                    ? dechunked(new DataInputStream(call.in()))
                    : call.in().readNBytes(Integer.parseInt(call.field("content-length")));
            call.answer("HTTP/1.1 200 OK\n\n" + all.length + " " + Arrays.hashCode(all));
        });
        byte[] body = new byte[5_000_000];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i * 31 % 127);
        }
        String text = new String(body, StandardCharsets.ISO_8859_1);
        Site.Answer answer = chunked
                ? site.ask(
                        "POST /up",
                        host,
                        allowed + "Transfer-Encoding: chunked\r\n",
                        Integer.toHexString(body.length) + "\r\n" + text + "\r\n0\r\n\r\n")
                : site.ask("POST /up", host, allowed + "Content-Length: " + body.length + "\r\n", text);
        assertEquals(body.length + " " + Arrays.hashCode(body), answer.text());
    }

    @Test
    void programMayAnswerBeforeItHasReadAnything() throws IOException {
        answers("HTTP/1.1 413 Too Large\nContent-Length: 2\n\nno");
        try (Socket socket = open("POST /up HTTP/1.1\r\nHost: " + host + "\r\n" + allowed
                + "Content-Length: 100000000\r\n\r\n" + "x".repeat(1000))) {
            InputStream in = socket.getInputStream();
            assertTrue(RawRequest.head(in).startsWith("HTTP/1.1 413 "));
            assertEquals("no", new String(in.readNBytes(2), StandardCharsets.US_ASCII));
            assertEquals(-1, in.read());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: +5\r\n"
            })
    void requestWhoseLengthIsUnclearReachesNoProgram(String fields) {
        int before = site.runner().calls().size();
        Site.Answer answer = site.ask("POST /", host, allowed + fields, "hello");
        assertEquals(400, answer.status(), answer.toString());
        assertEquals(before, site.runner().calls().size());
    }

    @Test
    void oneSessionCannotTakeAllConnections() throws IOException {
        site.runnerDoes(call -> {
            call.answer("HTTP/1.1 200 OK\n\nx");
            call.in().readAllBytes();
        });
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < OpenWays.MOST_OF_SESSION; i++) {
                Socket socket = open("GET / HTTP/1.1\r\nHost: " + host + "\r\n" + allowed + "\r\n");
                RawRequest.head(socket.getInputStream());
                open.add(socket);
            }
            assertEquals(503, get("/").status());
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private String handshake(String fields) {
        return "GET /socket?x=1 HTTP/1.1\r\nHost: " + host
                + "\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + fields + "\r\n";
    }

    @Test
    void webSocketsOfAPreviewPass() throws IOException {
        site.runnerDoes(Call::echo);
        try (Socket socket = open(handshake(allowed + "Origin: http://" + host + "\r\n"
                + "Sec-WebSocket-Protocol: vite-hmr\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
                + "Cookie: session=secret; own=1\r\nAuthorization: Bearer cat_secret\r\n"))) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String head = RawRequest.head(in);
            assertTrue(head.startsWith("HTTP/1.1 101 "), head);
            assertTrue(head.contains("Sec-WebSocket-Protocol: vite-hmr"), head);
            socket.getOutputStream().write(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'});
            assertArrayEquals(
                    "hi".getBytes(StandardCharsets.US_ASCII), Frame.read(in).payload());
        }
        Call call = lastCall();
        assertEquals("/preview/3000/socket?x=1", call.target());
        assertEquals("own=1", call.field("cookie"));
        assertFalse(call.toString().contains("secret"), call.toString());
        assertFalse(call.fields().containsKey("sec-websocket-extensions"));
        assertEquals("http://" + host, call.field("origin"));
    }

    @Test
    void webSocketOfAPreviewCannotSetOurCookies() throws IOException {
        site.runnerDoes(call -> {
            call.agree("Set-Cookie: session=stolen\nSet-Cookie: own=1; Domain=localhost\nCodearena-X: 1\n");
            call.in().readAllBytes();
        });
        try (Socket socket = open(handshake(allowed + "Origin: http://" + host + "\r\n"))) {
            String head = RawRequest.head(socket.getInputStream());
            assertFalse(head.contains("stolen"), head);
            assertFalse(head.contains("omain"), head);
            assertFalse(head.contains("Codearena-X"), head);
            assertTrue(head.contains("Set-Cookie: own=1\r\n"), head);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "COOKIE, '', 403",
        "COOKIE, https://evil.example, 403",
        "COOKIE, http://localhost:PORT, 403",
        "COOKIE, http://127.0.0.1:PORT, 403",
        "COOKIE, https://HOST, 403",
        "COOKIE, HOST, 403",
        "'', http://HOST, 401",
        "session=secret, http://HOST, 401"
    })
    void webSocketOfAnotherPageOrWithoutTheCookieReachesNoProgram(String given, String origin, int status)
            throws IOException {
        int before = site.runner().calls().size();
        String port = String.valueOf(site.server().server().port());
        String fields = (given.isEmpty() ? "" : "Cookie: " + given.replace("COOKIE", cookie) + "\r\n")
                + (origin.isEmpty()
                        ? ""
                        : "Origin: " + origin.replace("PORT", port).replace("HOST", host) + "\r\n");
        try (Socket socket = open(handshake(fields))) {
            String head = RawRequest.head(socket.getInputStream());
            assertTrue(head.startsWith("HTTP/1.1 " + status + " "), head);
        }
        assertEquals(before, site.runner().calls().size());
    }

    @Test
    void pathsOfTheAppsWebSocketsAreNoneOnAPreviewHost() throws IOException {
        String ticket = site.ticket(alice, session);
        String request = handshake("Origin: http://" + host + "\r\nCookie: " + alice.cookie()
                        + "\r\nSec-WebSocket-Protocol: codearena.workspace.v1, ticket." + ticket + "\r\n")
                .replace("/socket?x=1", "/api/v1/sessions/" + session + "/connect");
        try (Socket socket = open(request)) {
            assertTrue(RawRequest.head(socket.getInputStream()).startsWith("HTTP/1.1 401 "));
        }
        site.runnerDoes(Call::echo);
        site.connect(alice, session, ticket);
    }
}
