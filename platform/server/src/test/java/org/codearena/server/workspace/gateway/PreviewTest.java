package org.codearena.server.workspace.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.codearena.server.identity.TestIdentity.Person;
import org.codearena.server.infra.http.TestPeer.Call;
import org.codearena.server.infra.http.TestPeer.Frame;
import org.codearena.server.infra.http.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser gets to see of a program in a session, and the program of the browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreviewTest {
    private static final String HELLO = "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 5\n\nhello";

    private final Site site = Site.start();
    private final Person alice = site.identity().register("alice");
    private final Person bob = site.identity().register("bob");
    private final UUID session = site.session(alice);
    private final String host = site.host(3000, session);
    private final String cookie = site.previewCookie(alice, session, 3000);
    private final String allowed = "Cookie: " + cookie + "\r\n";

    @BeforeEach
    void usual() {
        answers(HELLO);
    }

    @AfterEach
    void nothingIsLeft() {
        site.endAll();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private void answers(String answer) {
        site.runnerDoes(call -> call.answer(answer));
    }

    private Site.Answer get(String path) {
        return site.ask("GET " + path, host, allowed);
    }

    private Call lastCall() {
        return site.runner().calls().getLast();
    }

    @Test
    void ownerSeesWhatListens() {
        Site.Answer answer = get("/a/b%20c?x=1&y=%2F&z");
        assertEquals(200, answer.status(), answer.toString());
        assertEquals("hello", answer.text());
        assertEquals("text/html", answer.field("Content-Type"));
        assertEquals("/preview/3000/a/b%20c?x=1&y=%2F&z", lastCall().target());
    }

    @Test
    void answerCarriesNoHeaderOfOursButWhoMayFrameIt() {
        Site.Answer answer = get("/");
        assertEquals("", answer.field("X-Frame-Options"));
        assertEquals("", answer.field("X-Request-Id"));
        assertEquals("", answer.field("Cross-Origin-Opener-Policy"));
        assertEquals("", answer.field("Strict-Transport-Security"));
        int port = site.server().server().port();
        assertEquals(
                "frame-ancestors 'self' http://localhost:" + port + " http://127.0.0.1:" + port,
                answer.field("Content-Security-Policy"));
    }

    @Test
    void programsOwnPolicyStaysAndCannotLetOthersFrameIt() {
        answers("HTTP/1.1 200 OK\nContent-Security-Policy: frame-ancestors *\nContent-Length: 0\n\n");
        String policies = get("/").field("Content-Security-Policy");
        assertTrue(policies.startsWith("frame-ancestors *\nframe-ancestors 'self' http://localhost"), policies);
    }

    @Test
    void programCannotHaveThePolicyTakenOut() {
        answers("HTTP/1.1 200 OK\nConnection: close, Content-Security-Policy, Content-Length\nContent-Length: 0\n\n");
        assertTrue(get("/").field("Content-Security-Policy").startsWith("frame-ancestors"));
    }

    @Test
    void appMayFrameItAndOpenItsOwnWebSocket() {
        HttpResponse<String> page = site.server().get("/");
        String policy = TestServer.header(page, "Content-Security-Policy");
        assertTrue(policy.contains("frame-src 'self' http://*.localhost:*;"), policy);
        assertTrue(
                policy.contains("connect-src 'self' ws://127.0.0.1:"
                        + site.server().server().port()),
                policy);
    }

    // --- who may see it ----------------------------------------------------------------------------------------------

    @Test
    void strangerIsToldWhereToOpenIt() {
        int before = site.runner().calls().size();
        Site.Answer page = site.ask("GET /", host, "Accept: text/html\r\n");
        assertEquals(401, page.status());
        assertTrue(page.text().contains("Open this preview from your project"), page.text());
        assertTrue(page.field("Content-Security-Policy").contains("default-src 'none'"));
        Site.Answer problem = site.ask("POST /", host, "Content-Length: 0\r\n");
        assertEquals(401, problem.status());
        assertEquals("application/problem+json", problem.field("Content-Type"));
        assertEquals(before, site.runner().calls().size());
    }

    @Test
    void cookieIsForItsPortAndSessionOnly() {
        assertEquals(401, site.ask("GET /", site.host(3001, session), allowed).status());
        assertEquals(
                401,
                site.ask("GET /", site.host(3000, site.session(alice)), allowed).status());
    }

    @Test
    void appsOwnCookieOpensNoPreview() {
        assertEquals(
                401,
                site.ask("GET /", host, "Cookie: " + alice.cookie() + "\r\n").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SESSION", "TOKEN", "later", "mac", "empty"})
    void forgedCookieIsNone(String what) {
        String[] parts = cookie.split("=", 2)[1].split("\\.");
        switch (what) {
            case "SESSION" -> parts[1] = "0".repeat(64);
            case "TOKEN" -> parts[0] = "TOKEN";
            case "later" -> parts[2] = String.valueOf(Long.parseLong(parts[2]) + 1);
            case "mac" -> parts[3] = "A".repeat(43);
            default -> Arrays.fill(parts, "");
        }
        String forged = cookie.split("=", 2)[0] + "=" + String.join(".", parts);
        assertEquals(401, site.ask("GET /", host, "Cookie: " + forged + "\r\n").status());
        assertEquals(
                200,
                site.ask("GET /", host, "Cookie: " + forged + "; " + cookie + "\r\n")
                        .status());
    }

    @Test
    void cookieIsWorthNothingAfterLogout() {
        Person here = site.identity().login("alice", "correct horse alice");
        String own = "Cookie: " + site.previewCookie(here, session, 3000) + "\r\n";
        assertEquals(200, site.ask("GET /", host, own).status());
        here.post("/api/v1/auth/logout", "");
        assertEquals(401, site.ask("GET /", host, own).status());
        assertEquals(200, get("/").status());
    }

    @Test
    void logoutEndsAnAnswerThatIsStillComing() throws IOException {
        Person here = site.identity().login("alice", "correct horse alice");
        String own = "Cookie: " + site.previewCookie(here, session, 3000) + "\r\n";
        site.runnerDoes(call -> {
            call.answer("HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n\n3\nabc\n");
            call.in().readAllBytes();
        });
        try (Socket socket = open("GET / HTTP/1.1\r\nHost: " + host + "\r\n" + own + "\r\n")) {
            InputStream in = socket.getInputStream();
            head(in);
            assertEquals("3\r\nabc\r\n", new String(in.readNBytes(8), StandardCharsets.US_ASCII));
            here.post("/api/v1/auth/logout", "");
            assertEquals(-1, in.read());
        }
    }

    @Test
    void sessionThatChangedHandsIsNotShownToItsFormerOwner() {
        UUID moved = site.session(alice);
        String own = "Cookie: " + site.previewCookie(alice, moved, 3000) + "\r\n";
        site.put(moved, bob, "running");
        assertEquals(404, site.ask("GET /", site.host(3000, moved), own).status());
    }

    @Test
    void sessionThatStoppedSaysSoAndTriesAgain() {
        UUID stopped = site.session(alice);
        String own = "Cookie: " + site.previewCookie(alice, stopped, 3000) + "\r\nAccept: text/html\r\n";
        site.put(stopped, alice, "stopping");
        Site.Answer answer = site.ask("GET /", site.host(3000, stopped), own);
        assertEquals(409, answer.status());
        assertTrue(answer.text().contains("http-equiv=\"refresh\""));
    }

    @Test
    void ticketIsGoodOnceForItsOwnHostAndLeavesTheCookieOfTheHostAlone() {
        HttpResponse<String> asked =
                alice.post("/api/v1/sessions/" + session + "/preview", "{\"port\":3000,\"path\":\"/deep?x=1#y\"}");
        String url = TestServer.json(asked).get("url").stringValue();
        String target = url.substring(url.indexOf("/_codearena"));
        Site.Answer opened = site.ask("GET " + target, host, "");
        assertEquals(303, opened.status());
        assertEquals("/deep?x=1#y", opened.field("Location"));
        String set = opened.field("Set-Cookie");
        assertTrue(
                set.endsWith("; Path=/; HttpOnly; Max-Age=43200; SameSite=None; Secure; Partitioned")
                        && !set.contains("Domain"),
                set);
        assertEquals(401, site.ask("GET " + target, host, "").status());
        String another = site.host(3001, session);
        String fresh = TestServer.json(alice.post("/api/v1/sessions/" + session + "/preview", "{\"port\":3000}"))
                .get("url")
                .stringValue();
        assertEquals(
                401,
                site.ask("GET " + fresh.substring(fresh.indexOf("/_codearena")), another, "")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\\\evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "/%0d%0aSet-Cookie:x",
                "",
                "/a b"
            })
    void openingSendsNobodyElsewhere(String path) {
        HttpResponse<String> asked =
                alice.post("/api/v1/sessions/" + session + "/preview", "{\"port\":3000,\"path\":\"" + path + "\"}");
        if (asked.statusCode() == 200) {
            String url = TestServer.json(asked).get("url").stringValue();
            String location = site.ask("GET " + url.substring(url.indexOf("/_codearena")), host, "")
                    .field("Location");
            assertEquals("/%0d%0aSet-Cookie:x", location);
        } else {
            assertEquals(400, asked.statusCode());
        }
        String ticket = TestServer.json(alice.post("/api/v1/sessions/" + session + "/preview", "{\"port\":3000}"))
                .get("url")
                .stringValue()
                .replaceAll(".*ticket=([^&]+).*", "$1");
        assertEquals(
                "/",
                site.ask("GET /_codearena/open?ticket=" + ticket + "&path=//evil.example", host, "")
                        .field("Location"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 80, 1023, 65_536, 300_000})
    void portThatIsNoneHasNoPreview(int port) {
        assertEquals(
                400,
                alice.post("/api/v1/sessions/" + session + "/preview", "{\"port\":" + port + "}")
                        .statusCode());
    }

    @Test
    void nobodyGetsAPreviewOfASessionThatIsNotTheirs() {
        String path = "/api/v1/sessions/" + session + "/preview";
        assertEquals(404, bob.post(path, "{\"port\":3000}").statusCode());
        assertEquals(
                401, site.identity().anonymous().post(path, "{\"port\":3000}").statusCode());
    }

    // --- hosts -------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "/api/v1/me, 401",
        "/openapi, 401",
        "/openapi.json, 401",
        "/, 401",
        "/health/ready, 401",
        "/assets/x.js, 401",
        "/_codearena/open, 401",
        "/_codearena/open?ticket=x, 401"
    })
    void nothingOfTheAppIsOnAPreviewHost(String path, int status) {
        Site.Answer answer = site.ask("GET " + path, host, "Cookie: " + alice.cookie() + "\r\n");
        assertEquals(status, answer.status(), answer.toString());
        assertEquals("", answer.field("X-Frame-Options"));
        if (!path.startsWith("/_codearena")) {
            site.ask("GET " + path, host, allowed);
            assertEquals("/preview/3000" + path, lastCall().target());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3000-SESSION.LOCALHOST",
                "3000-SESSION.localhost.",
                "3000-SESSION.localhost..",
                "80-SESSION.localhost",
                "1023-SESSION.localhost",
                "65536-SESSION.localhost",
                "03000-SESSION.localhost",
                "+3000-SESSION.localhost",
                "3000-SESSION.x.localhost",
                "x.3000-SESSION.localhost",
                "3000--SESSION.localhost",
                "3000-SESSIO.localhost",
                "3000-1-1-1-1-1.localhost",
                "3000.localhost",
                "localhost.localhost",
                "x.localhost"
            })
    void hostThatIsNearlyAPreviewIsNeitherAPreviewNorTheApp(String given) {
        int before = site.runner().calls().size();
        for (String name :
                new String[] {given, given + ":" + site.server().server().port()}) {
            Site.Answer answer = site.ask("GET /openapi.json", name.replace("SESSION", session.toString()), allowed);
            assertTrue(answer.status() == 404 || answer.status() == 400, answer.toString());
            assertFalse(answer.text().contains("openapi"), answer.text());
        }
        assertEquals(before, site.runner().calls().size());
    }

    @Test
    void sessionInUpperCaseIsNoPreview() {
        String upper = host.replace(session.toString(), session.toString().toUpperCase(Locale.ROOT));
        int status = site.ask("GET /", upper, allowed).status();
        assertTrue(status == 404 || upper.equals(host), String.valueOf(status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3000-SESSION.localhost.evil", "3000-SESSION.localhostx", "3000-SESSION-localhost"})
    void otherHostsAreTheAppAndShowNoPreview(String given) {
        int before = site.runner().calls().size();
        assertEquals(
                200,
                site.ask("GET /openapi.json", given.replace("SESSION", session.toString()), allowed)
                        .status());
        assertEquals(before, site.runner().calls().size());
    }

    @Test
    void twoHostsAreRefused() {
        int before = site.runner().calls().size();
        assertEquals(
                400, site.ask("GET /", host, "Host: localhost\r\n" + allowed).status());
        assertEquals(
                400,
                site.ask("GET /", "localhost", "Host: " + host + "\r\n" + allowed)
                        .status());
        assertEquals(before, site.runner().calls().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../workspace",
                "/a/../../clients",
                "/%2e%2e/clients",
                "/%2E%2e/%2e./clients",
                "/..%2fclients",
                "/%252e%252e/clients",
                "/..;x=1/clients",
                "/..\\\\clients",
                "/./clients",
                "http://elsewhere/",
                "//../clients"
            })
    void pathCannotClimbOutOfThePreview(String path) {
        int before = site.runner().calls().size();
        int status = get(path).status();
        assertTrue(status == 400 || status == 404 || site.runner().calls().size() == before, String.valueOf(status));
        assertTrue(
                site.runner().calls().subList(before, site.runner().calls().size()).stream()
                        .allMatch(call -> call.target().startsWith("/preview/3000/")
                                && !call.target().contains("..")
                                && !call.target().contains("%2e")),
                () -> lastCall().target());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND"})
    void methodsThatNoPageNeedsAreRefused(String method) {
        int before = site.runner().calls().size();
        assertTrue(site.ask(method + " /", host, allowed).status() >= 400);
        assertEquals(before, site.runner().calls().size());
    }

    // --- what the program sees ---------------------------------------------------------------------------------------

    @Test
    void programSeesNothingByWhichItCouldActForItsUser() {
        site.ask(
                "GET /",
                host,
                "Cookie: a=1; " + cookie + "; session=secret; SESSION=secret; \"session\"=secret; b=2\r\n"
                        + "Cookie: session=secret2; c=3\r\n"
                        + "Authorization: Bearer cat_secret\r\n"
                        + "Codearena-Signature: v1;sub=server;exp=1;mac=x\r\n"
                        + "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Host: evil.example\r\nForwarded: for=6.6.6.6\r\n"
                        + "X-Real-IP: 6.6.6.6\r\nProxy-Authorization: Basic eA==\r\nConnection: X-Drop\r\nX-Drop: 1\r\n"
                        + "Keep-Alive: 5\r\nX-Own: yes\r\n");
        Call call = lastCall();
        assertEquals("a=1; b=2; c=3", call.field("cookie"));
        assertFalse(call.fields().containsKey("authorization"), call.toString());
        assertFalse(call.toString().contains("secret"), call.toString());
        assertEquals("127.0.0.1", call.field("x-forwarded-for"));
        assertEquals(host, call.field("x-forwarded-host"));
        assertEquals("http", call.field("x-forwarded-proto"));
        assertFalse(call.fields().containsKey("forwarded"));
        assertFalse(call.fields().containsKey("x-real-ip"));
        assertFalse(call.fields().containsKey("proxy-authorization"));
        assertFalse(call.fields().containsKey("x-drop"));
        assertEquals("yes", call.field("x-own"));
        assertEquals(host, call.field("host"));
    }

    @Test
    void programsOwnCredentialsReachIt() {
        site.ask("GET /", host, allowed + "Authorization: Bearer of-the-program\r\n");
        assertEquals("Bearer of-the-program", lastCall().field("authorization"));
    }

    @Test
    void programSetsCookiesForItsOwnHostOnlyAndNoneOfOurs() {
        answers("""
                HTTP/1.1 200 OK
                Set-Cookie: a=1; Path=/; HttpOnly
                Set-Cookie: b=2; Domain=localhost; Path=/
                Set-Cookie: session=stolen
                Set-Cookie: SESSION=stolen; domain=.localhost
                Set-Cookie:   codearena-preview=stolen
                Set-Cookie: __Host-codearena-preview=stolen; Secure
                Set-Cookie: =session=stolen
                Set-Cookie: session
                Set-Cookie: "session"=stolen
                Clear-Site-Data: "cookies"
                Strict-Transport-Security: max-age=1; includeSubDomains
                Alt-Svc: h3=":1"
                Content-Length: 0

                """);
        Site.Answer answer = get("/");
        assertEquals("a=1; Path=/; HttpOnly\nb=2; Path=/", answer.field("Set-Cookie"));
        assertEquals("", answer.field("Clear-Site-Data"));
        assertEquals("", answer.field("Strict-Transport-Security"));
        assertEquals("", answer.field("Alt-Svc"));
    }

    @Test
    void redirectIsTheBrowsersToFollow() {
        answers("HTTP/1.1 302 Found\nLocation: http://127.0.0.1:1/admin\nContent-Length: 0\n\n");
        int before = site.runner().calls().size();
        Site.Answer answer = get("/");
        assertEquals(302, answer.status());
        assertEquals("http://127.0.0.1:1/admin", answer.field("Location"));
        assertEquals(before + 1, site.runner().calls().size());
    }

    // --- bytes -------------------------------------------------------------------------------------------------------

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
            head(in);
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
            assertTrue(head(in).contains("text/event-stream"));
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
            assertTrue(head(in).startsWith("HTTP/1.1 413 "));
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
                head(socket.getInputStream());
                open.add(socket);
            }
            assertEquals(503, get("/").status());
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    // --- WebSockets --------------------------------------------------------------------------------------------------

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
            String head = head(in);
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
            String head = head(socket.getInputStream());
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
            String head = head(socket.getInputStream());
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
            assertTrue(head(socket.getInputStream()).startsWith("HTTP/1.1 401 "));
        }
        site.runnerDoes(Call::echo);
        site.connect(alice, session, ticket);
    }

    private Socket open(String request) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), site.server().server().port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** The n-th line from here. */
    private static String line(InputStream in, int number) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int count = 0; count < number; count++) {
            line.setLength(0);
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("ended after: " + line);
                }
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static byte[] dechunked(DataInputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in, 1).strip(), 16);
            out.write(in.readNBytes(size));
            line(in, 1);
            if (size == 0) {
                return out.toByteArray();
            }
        }
    }
}
