package org.codearena.server.workspace.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.codearena.server.identity.TestIdentity.Person;
import org.codearena.server.infra.http.RawRequest;
import org.codearena.server.infra.http.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see a preview, and by which names there is one. */
final class PreviewAccessTest extends PreviewVisit {
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
            RawRequest.head(in);
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
}
