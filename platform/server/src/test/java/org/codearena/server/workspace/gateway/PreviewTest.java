package org.codearena.server.workspace.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.codearena.server.infra.http.TestPeer.Call;
import org.codearena.server.infra.http.TestServer;
import org.junit.jupiter.api.Test;

/** What a browser gets to see of a program in a session, and the program of the browser. */
final class PreviewTest extends PreviewVisit {
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
}
