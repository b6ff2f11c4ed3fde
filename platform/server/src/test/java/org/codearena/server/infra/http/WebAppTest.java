package org.codearena.server.infra.http;

import static org.codearena.server.infra.http.TestServer.header;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against files of the tests' own class path, in {@code /web-fixture}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebAppTest {
    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(builder -> builder.webApp("/web-fixture/")
                .feature(routes -> routes.get("/x", (request, response) -> Json.sendNothing(response))));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/problems/sum-of-two", "/login?next=/me", "/index.html", "/a/b/c"})
    void pagesOfTheAppAreItsIndex(String path) {
        HttpResponse<String> response = server.get(path);
        assertEquals(200, response.statusCode());
        assertEquals("text/html; charset=utf-8", header(response, "Content-Type"));
        assertEquals("no-cache", header(response, "Cache-Control"));
        assertTrue(response.body().contains("<title>fixture</title>"));
    }

    @Test
    void pageWithADotInItsNameIsStillAPageToAPersonWhoGoesThere() {
        var visit = server.request("/users/node.js").header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        assertEquals(200, server.send(visit).statusCode());
        assertEquals(404, server.get("/users/node.js").statusCode());
        assertEquals(200, server.get("/users/jane.doe").statusCode());
    }

    @Test
    void hashedAssetIsKeptForEver() {
        HttpResponse<String> response = server.get("/assets/app-1a2b3c4d.js");
        assertEquals(200, response.statusCode());
        assertEquals("text/javascript; charset=utf-8", header(response, "Content-Type"));
        assertEquals("public, max-age=31536000, immutable", header(response, "Cache-Control"));
    }

    @Test
    void unchangedFileIsNotSentAgain() {
        String etag = header(server.get("/"), "ETag");
        HttpResponse<String> again = server.send(server.request("/").header("If-None-Match", etag));
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
        assertEquals(etag, header(again, "ETag"));
    }

    @Test
    void fileIsCompressedForThoseWhoTakeIt() throws IOException {
        byte[] plain =
                server.open(server.request("/assets/app-1a2b3c4d.js")).body().readAllBytes();
        var compressed =
                server.open(server.request("/assets/app-1a2b3c4d.js").header("Accept-Encoding", "br, gzip;q=0.8"));
        assertEquals("gzip", header(compressed, "Content-Encoding"));
        assertArrayEquals(plain, new GZIPInputStream(compressed.body()).readAllBytes());
    }

    @Test
    void headTellsWithoutTheBody() {
        HttpResponse<String> response = server.send(server.request("/").method("HEAD", BodyPublishers.noBody()));
        assertEquals(200, response.statusCode());
        assertEquals("", response.body());
        assertTrue(Integer.parseInt(header(response, "Content-Length")) > 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/gone-00000000.js",
                "/missing.png",
                "/assets/..%2f..%2forg/codearena/server/infra/http/WebApp.class",
                "/..%2fdb/V001__identity.sql",
                "/assets/../../db/V001__identity.sql",
                "/.hidden.js",
                "/api/v1/unknown",
                "/api/v1"
            })
    void whatIsNoPageAndNoFileIsNotFound(String path) {
        assertEquals(404, server.get(path).statusCode());
    }
}
