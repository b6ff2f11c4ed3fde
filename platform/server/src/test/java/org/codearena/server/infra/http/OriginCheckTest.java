package org.codearena.server.infra.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which state-changing requests pass. OWN stands for the server's own origin, which the test learns at start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginCheckTest {
    private TestServer server;

    @BeforeAll
    void start() {
        HttpConfig config = HttpConfig.defaults().withPublicUrl(URI.create("https://arena.example"));
        server = TestServer.start(
                config,
                builder -> builder.feature(routes -> {
                    routes.post("/act", (request, response) -> Json.sendNothing(response));
                    routes.delete("/act", (request, response) -> Json.sendNothing(response));
                    routes.get("/look", (request, response) -> Json.sendNothing(response));
                }));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // a browser on our own page
                "Cookie: session=x; Origin: OWN                                    | 204",
                "Cookie: session=x; Origin: OWN; Sec-Fetch-Site: same-origin       | 204",
                "Cookie: session=x; Origin: https://arena.example                  | 204",
                "Cookie: session=x; Origin: https://arena.example:443              | 204",
                "Cookie: session=x; Referer: OWN/problems/sum?x=1                  | 204",
                "Cookie: session=x; Sec-Fetch-Site: same-origin                    | 204",
                "Cookie: session=x; Sec-Fetch-Site: none                           | 204",
                // another site's page
                "Cookie: session=x; Origin: https://evil.example                   | 403",
                "Cookie: session=x; Origin: http://arena.example                   | 403",
                "Cookie: session=x; Origin: https://arena.example.evil.example     | 403",
                "Cookie: session=x; Origin: https://arena.example@evil.example     | 403",
                "Cookie: session=x; Origin: https://arena.example:8443             | 403",
                "Cookie: session=x; Origin: null                                   | 403",
                "Cookie: session=x; Origin: file://                                | 403",
                "Cookie: session=x; Origin: OWN.evil.example                       | 403",
                "Cookie: session=x; Origin: ??                                     | 403",
                "Cookie: session=x; Referer: https://evil.example/https://arena.example/ | 403",
                "Cookie: session=x; Origin: OWN; Sec-Fetch-Site: cross-site        | 403",
                "Cookie: session=x; Origin: OWN; Sec-Fetch-Site: same-site         | 403",
                "Cookie: session=x; Sec-Fetch-Site: cross-site                     | 403",
                // login from another site would log the visitor in as someone else
                "Origin: https://evil.example                                      | 403",
                "Sec-Fetch-Site: cross-site                                        | 403",
                // a cookie that nobody says the origin of
                "Cookie: session=x                                                 | 403",
                // what a browser adds by itself to another site's request
                "Cookie: session=x; Authorization: Basic eDp5; Origin: https://evil.example | 403",
                // programs
                "Authorization: Bearer cat_x                                       | 204",
                "Authorization: Bearer cat_x; Origin: https://evil.example         | 204",
                "X: nothing of the sort                                            | 204",
            })
    void requestThatChangesSomethingPassesOnlyFromOurOwnOrigin(String headers, int status) {
        assertEquals(
                status,
                server.send(request("/api/v1/act", headers).POST(BodyPublishers.noBody()))
                        .statusCode());
        assertEquals(
                status, server.send(request("/api/v1/act", headers).DELETE()).statusCode());
    }

    @Test
    void readingNeedsNoOrigin() {
        assertEquals(
                204,
                server.send(request("/api/v1/look", "Cookie: session=x; Origin: https://evil.example"))
                        .statusCode());
    }

    @Test
    void refusalSaysWhatCameAndWhatIsAllowed() {
        var response = server.send(request("/api/v1/act", "Cookie: session=x; Origin: https://evil.example")
                .POST(BodyPublishers.noBody()));
        String detail = TestServer.json(response).get("detail").stringValue();
        assertTrue(detail.contains("'https://evil.example'") && detail.contains("'https://arena.example'"), detail);
    }

    @Test
    void overTlsTheBrowserIsToldToStayThere() {
        assertTrue(TestServer.header(server.get("/api/v1/look"), "Strict-Transport-Security")
                .startsWith("max-age="));
    }

    private java.net.http.HttpRequest.Builder request(String path, String headers) {
        var request = server.request(path);
        Arrays.stream(headers.replace("OWN", server.origin()).split("; "))
                .map(header -> header.split(": ", 2))
                .forEach(header -> request.header(header[0], header[1].strip()));
        return request;
    }
}
