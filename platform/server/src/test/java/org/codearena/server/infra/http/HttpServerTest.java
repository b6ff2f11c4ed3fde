package org.codearena.server.infra.http;

import static org.codearena.server.infra.http.TestServer.header;
import static org.codearena.server.infra.http.TestServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.codearena.server.infra.StoreAwayException;
import org.codearena.server.kernel.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.client.RedisTimeoutException;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpServerTest {
    enum Colour {
        DEEP_BLUE,
        RED
    }

    record Part(String name, int weight) {
        Part {
            if (name.isBlank()) {
                throw new IllegalArgumentException("has a blank name");
            }
        }
    }

    record Thing(
            String name,
            int count,
            boolean on,
            @Nullable Colour colour,
            List<Part> parts,
            @Nullable Instant at,
            @Nullable UUID id) {}

    record Item(int number) {}

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(builder -> builder.feature(HttpServerTest::declare));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static void declare(Routes routes) {
        routes.post(
                        "/things",
                        (request, response) -> Json.send(response, Status.CREATED_201, Json.read(request, Thing.class)))
                .takes(Thing.class)
                .answers(201, Thing.class);
        routes.post("/small", (request, response) -> Json.send(response, Json.read(request, Part.class)))
                .takes(Part.class)
                .atMost(100)
                .answers(200, Part.class);
        routes.get("/numbers", (request, response) -> Json.send(response, numbers(PageRequest.of(request))))
                .answersPageOf(Item.class);
        routes.get("/ids/{id}", (request, response) -> Json.send(response, List.of(Params.id(request, "id"))));
        routes.get(
                "/colours",
                (request, response) -> Json.send(
                        response,
                        List.of(Params.choice(request, "colour", Colour.class).orElse(Colour.RED))));
        routes.get("/broken", (request, response) -> {
            throw new IllegalStateException("secret internals");
        });
        routes.get("/checked", (request, response) -> {
            throw new IOException("secret internals");
        });
        routes.get("/busy", (request, response) -> {
            throw Fault.unavailable("the queue is full", Duration.ofMillis(2500));
        });
        routes.get("/database-away", (request, response) -> {
            throw new IllegalStateException(new SQLException("connection refused", "08001"));
        });
        routes.get("/store-away", (request, response) -> {
            throw new StoreAwayException("away", new IOException("timeout"));
        });
        routes.get("/cache-away", (request, response) -> {
            throw new RedisTimeoutException("away");
        });
        routes.get("/internal", (request, response) -> {
            throw Fault.internal("secret internals", new IllegalStateException());
        });
    }

    private static Page<Item> numbers(PageRequest page) {
        int from = page.after().map(cursor -> (int) cursor.number(0)).orElse(0);
        List<Integer> rows =
                IntStream.rangeClosed(from + 1, 60).limit(page.fetch()).boxed().toList();
        return page.page(rows, Item::new, Cursor::of);
    }

    private static String thing(String replaced, String by) {
        String json = """
                {"name":"a","count":1,"on":true,"colour":"deep-blue","parts":[{"name":"p","weight":2}],
                 "at":"2026-01-02T03:04:05Z","id":null}""";
        assertTrue(json.contains(replaced));
        return json.replace(replaced, by);
    }

    @Test
    void recordGoesInAndOutAsItIs() {
        HttpResponse<String> response = server.post("/api/v1/things", thing("", ""));
        assertEquals(201, response.statusCode());
        assertEquals("application/json", header(response, "Content-Type"));
        JsonNode body = json(response);
        assertEquals("deep-blue", body.get("colour").stringValue());
        assertEquals("2026-01-02T03:04:05Z", body.get("at").stringValue());
        assertTrue(body.get("id").isNull());
        assertEquals(2, body.get("parts").get(0).get("weight").intValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"name\":\"a\"    | \"nam\":\"a\"            | name          | is missing",
                "\"name\":\"a\"    | \"nam\":\"a\"            | nam           | is unknown, known: name, count, on",
                "\"name\":\"a\"    | \"name\":null            | name          | must not be null",
                "\"name\":\"a\"    | \"name\":5               | name          | must be a string",
                "\"count\":1       | \"count\":\"1\"          | count         | must be a whole number",
                "\"count\":1       | \"count\":1.5            | count         | must be a whole number",
                "\"count\":1       | \"count\":99999999999    | count         | must be a whole number",
                "\"count\":1       | \"count\":true           | count         | must be a whole number",
                "\"on\":true       | \"on\":1                 | on            | must be true or false",
                "\"on\":true       | \"on\":\"true\"          | on            | must be true or false",
                "\"deep-blue\"     | \"DEEP_BLUE\"            | colour        | known: deep-blue, red",
                "\"deep-blue\"     | 0                        | colour        | known: deep-blue, red",
                "[{\"name\":\"p\",\"weight\":2}] | {}         | parts         | must be a list",
                "[{\"name\":\"p\",\"weight\":2}] | [null]     | parts[0]      | must not be null",
                "\"weight\":2      | \"weigth\":2             | parts[0].weight | is missing",
                "\"name\":\"p\"    | \"name\":\" \"           | parts[0]      | has a blank name",
                "2026-01-02T03:04:05Z | yesterday             | at            | such as 2026-01-31T12:00:00Z",
                "\"id\":null       | \"id\":\"x\"             | id            | it must be an id such as",
            })
    void wrongFieldIsNamedWithWhatIsAllowed(String replaced, String by, String field, String message) {
        HttpResponse<String> response = server.post("/api/v1/things", thing(replaced, by));
        assertEquals(400, response.statusCode(), response.body());
        assertEquals("application/problem+json", header(response, "Content-Type"));
        JsonNode problem = json(response);
        assertEquals(400, problem.get("status").intValue());
        assertEquals("about:blank", problem.get("type").stringValue());
        assertTrue(
                problem.get("errors")
                        .valueStream()
                        .anyMatch(e -> e.get("field").stringValue().equals(field)
                                && e.get("message").stringValue().contains(message)),
                response.body());
    }

    @Test
    void everyFaultyFieldIsNamedAtOnce() {
        JsonNode problem = json(server.post("/api/v1/things", "{\"nome\":1,\"parts\":[{}]}"));
        assertEquals(
                List.of("nome", "name", "count", "on", "parts[0].name", "parts[0].weight"),
                problem.get("errors")
                        .valueStream()
                        .map(e -> e.get("field").stringValue())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "5",
                "\"x\"",
                "{",
                "{\"name\"",
                "{\"name\":}",
                "{} {}",
                "{}x",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{'name':'a'}",
                "{name:1}",
                "\u0000",
                "{\"count\":1e999999999}",
                "{\"name\":\"\\ud800\"}",
                "{\"count\":NaN}",
                "// comment",
                "\ufeff{}",
                "{\"a\":\"\u0001\"}",
                "tru"
            })
    void whatIsNoJsonObjectIsTheCallersFault(String body) {
        HttpResponse<String> response = server.post("/api/v1/things", body);
        assertEquals(400, response.statusCode(), response.body());
        assertFalse(json(response).get("detail").stringValue().isBlank());
    }

    @Test
    void hostileJsonIsRefusedWithoutHarm() {
        assertEquals(400, server.post("/api/v1/things", "[".repeat(200_000)).statusCode());
        assertEquals(
                400, server.post("/api/v1/things", "{\"a\":".repeat(100_000)).statusCode());
        assertEquals(
                400,
                server.post("/api/v1/things", thing("\"count\":1", "\"count\":" + "9".repeat(500_000)))
                        .statusCode());
        assertEquals(
                400,
                server.post("/api/v1/things", "{\"" + "n".repeat(500_000) + "\":1}")
                        .statusCode());
        HttpResponse<String> many = server.post(
                "/api/v1/things",
                IntStream.range(0, 50_000)
                        .mapToObj(i -> "\"k" + i + "\":1")
                        .collect(Collectors.joining(",", "{", "}")));
        assertEquals(400, many.statusCode());
        assertTrue(many.body().length() < 10_000);
    }

    @Test
    void bytesThatAreNoUtf8AreTheCallersFault() {
        HttpResponse<String> response = server.send(server.request("/api/v1/things")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'})));
        assertEquals(400, response.statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void anotherContentTypeIsRefused(String type) {
        HttpResponse<String> response = server.send(
                server.request("/api/v1/things").header("Content-Type", type).POST(BodyPublishers.ofString("{}")));
        assertEquals(415, response.statusCode());
        assertTrue(json(response).get("detail").stringValue().contains("application/json"));
    }

    @Test
    void bodyOverTheRoutesLimitIsRefusedWhetherOrNotItSaysItsLength() {
        String large = "{\"name\":\"" + "x".repeat(200) + "\",\"weight\":1}";
        HttpResponse<String> declared = server.post("/api/v1/small", large);
        assertEquals(413, declared.statusCode());
        assertTrue(json(declared).get("detail").stringValue().contains("100"));
        HttpResponse<String> chunked = server.send(server.request("/api/v1/small")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))));
        assertEquals(413, chunked.statusCode());
        assertEquals(
                200,
                server.post("/api/v1/small", "{\"name\":\"x\",\"weight\":1}").statusCode());
    }

    @Test
    void refusalOfALargeBodyIsReadByItsSender() {
        String large = "x".repeat(3 << 20);
        HttpResponse<String> response = server.post("/api/v1/small", large);
        assertEquals(413, response.statusCode());
    }

    @Test
    void unknownPathAndMethodAreProblemDocuments() {
        HttpResponse<String> unknown = server.get("/api/v1/nothing/here");
        assertEquals(404, unknown.statusCode());
        assertEquals("application/problem+json", header(unknown, "Content-Type"));
        HttpResponse<String> method =
                server.send(server.request("/api/v1/things").DELETE());
        assertEquals(405, method.statusCode());
        assertEquals("POST", header(method, "Allow"));
        assertEquals(
                405,
                server.send(server.request("/api/v1/things").method("BREW", BodyPublishers.noBody()))
                        .statusCode());
        assertEquals(404, server.get("/api/v1").statusCode());
        assertEquals(404, server.get("/api/v1/ids/not-an-id").statusCode());
        assertEquals(404, server.get("/api/v1/ids/1-1-1-1-1").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/broken", "/api/v1/checked", "/api/v1/internal"})
    void ourOwnFailureTellsNothingButTheRequestsId(String path) {
        HttpResponse<String> response = server.send(server.request(path).header("X-Request-Id", "abcdefgh-1"));
        assertEquals(500, response.statusCode());
        assertFalse(response.body().contains("secret"));
        assertFalse(response.body().contains("Exception"));
        assertEquals("abcdefgh-1", json(response).get("request").stringValue());
        assertEquals("abcdefgh-1", header(response, "X-Request-Id"));
    }

    @Test
    void overloadSaysWhenToTryAgain() {
        HttpResponse<String> response = server.get("/api/v1/busy");
        assertEquals(503, response.statusCode());
        assertEquals("3", header(response, "Retry-After"));
        assertEquals("the queue is full", json(response).get("detail").stringValue());
        assertEquals(503, server.get("/api/v1/database-away").statusCode());
        assertEquals(503, server.get("/api/v1/store-away").statusCode());
        assertEquals(503, server.get("/api/v1/cache-away").statusCode());
    }

    @Test
    void saneRequestIdIsEchoedAndAnotherReplaced() {
        assertEquals(
                "my-request.1",
                header(
                        server.send(server.request("/api/v1/numbers").header("X-Request-Id", "my-request.1")),
                        "X-Request-Id"));
        for (String odd : List.of("short", "has space in it", "x".repeat(65), "<script>alert(1)</script>")) {
            String id =
                    header(server.send(server.request("/api/v1/numbers").header("X-Request-Id", odd)), "X-Request-Id");
            assertTrue(id.matches("[0-9a-f-]{36}"), id);
        }
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        for (String path : List.of("/api/v1/numbers", "/api/v1/nothing", "/api/v1/broken", "/nowhere.js", "/openapi")) {
            HttpResponse<String> response = server.get(path);
            assertTrue(header(response, "Content-Security-Policy").contains("script-src 'self';"), path);
            assertTrue(header(response, "Content-Security-Policy").contains("frame-ancestors 'none'"), path);
            assertEquals("nosniff", header(response, "X-Content-Type-Options"), path);
            assertEquals("same-origin", header(response, "Referrer-Policy"), path);
            assertEquals("", header(response, "Strict-Transport-Security"), path);
        }
        assertEquals("no-store", header(server.get("/api/v1/numbers"), "Cache-Control"));
    }

    @Test
    void listIsReadPageByPageToItsEnd() {
        int seen = 0;
        String after = "";
        for (int pages = 0; pages < 10; pages++) {
            JsonNode page = json(server.get("/api/v1/numbers?limit=25" + after));
            for (JsonNode item : page.get("items")) {
                assertEquals(++seen, item.get("number").intValue());
            }
            if (page.get("next").isNull()) {
                break;
            }
            after = "&after=" + page.get("next").stringValue();
        }
        assertEquals(60, seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=x",
                "limit=1.5",
                "limit=99999999999999999999",
                "limit=1&limit=2",
                "after=x",
                "after=!!",
                "after=WyJ4Il0",
                "after=W10",
                "after=bnVsbA",
                "after=WzFd",
                "after=WyJ4",
                "after=%00",
                "after=W251bGxd"
            })
    void malformedPageIsTheCallersFault(String query) {
        HttpResponse<String> response = server.get("/api/v1/numbers?" + query);
        assertEquals(400, response.statusCode(), response.body());
        String field = query.substring(0, query.indexOf('='));
        assertEquals(field, json(response).get("errors").get(0).get("field").stringValue());
    }

    @Test
    void parameterOfAFixedSetNamesTheSet() {
        assertEquals(
                "[\"deep-blue\"]",
                server.get("/api/v1/colours?colour=deep-blue").body());
        HttpResponse<String> unknown = server.get("/api/v1/colours?colour=green");
        assertEquals(400, unknown.statusCode());
        assertTrue(json(unknown).get("detail").stringValue().contains("'green' is unknown, known: deep-blue, red"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET\r\n\r\n",
                "GET /api/v1/numbers HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /api/v1/numbers HTTP/1.1\r\n\r\n",
                "GET /api/v1/numbers HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /api/v1/num%zzbers HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/v1/numbers?limit=%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/v1/numbers?after=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/v1/ids/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /assets/..%2f..%2fsecret.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST /api/v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: abc\r\n\r\n",
                "POST /api/v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: -5\r\n\r\n",
                "POST /api/v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST /api/v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Encoding: br\r\n"
                        + "Content-Length: 2\r\nConnection: close\r\n\r\n{}",
                "POST /api/v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: no/such/type;;;\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
                "POST /api/v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999\r\n\r\n",
                "POST /api/v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET /api/v1/numbers HTTP/1.1\r\nHost: x\r\nX: \u0001\u0002\r\nConnection: close\r\n\r\n"
            })
    void malformedRequestNeverYieldsAServerError(String request) {
        String answer = server.raw(request);
        assertTrue(answer.startsWith("HTTP/1.1 "), answer);
        assertEquals('4', answer.charAt(9), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
    }

    @Test
    void bodyThatBreaksOffHarmsNothing() {
        String head = "POST /api/v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        assertFalse(server.raw(head + "Content-Length: 500\r\n\r\n{\"name\"").startsWith("HTTP/1.1 5"));
        assertFalse(server.raw(head + "Transfer-Encoding: chunked\r\n\r\n10\r\n{\"na")
                .startsWith("HTTP/1.1 5"));
        assertEquals(200, server.get("/api/v1/numbers").statusCode());
    }

    @Test
    void takenPortIsAFaultThatNamesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpServer.Builder builder =
                    HttpServer.builder(HttpConfig.defaults().withPort(taken.getLocalPort()));
            Fault fault = assertThrows(Fault.class, builder::start);
            assertTrue(String.valueOf(fault.getMessage()).contains("port " + taken.getLocalPort() + " of 127.0.0.1"));
        }
    }

    @Test
    void sameRouteDeclaredTwiceIsRefused() {
        Routes routes = new Routes();
        routes.get("/a/{x}", (request, response) -> {});
        assertThrows(IllegalStateException.class, () -> routes.get("/a/{y}", (request, response) -> {}));
    }
}
