package org.codearena.server.infra.http;

import static org.codearena.server.infra.http.TestServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.Status;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDocumentTest {
    enum Mood {
        QUITE_GOOD
    }

    record Small(String name) {}

    record Everything(
            UUID id,
            @Nullable Instant at,
            Optional<String> note,
            int count,
            long bytes,
            double score,
            boolean on,
            Mood mood,
            List<Small> parts,
            Map<String, Small> named,
            byte[] content) {}

    private TestServer server;
    private JsonNode document;

    @BeforeAll
    void start() {
        server = TestServer.start(builder -> builder.feature(routes -> {
            routes.post("/everything/{id}", (request, response) -> Json.send(response, Status.ACCEPTED_202, 1))
                    .summary("Takes <everything>")
                    .takes(Everything.class)
                    .answers(202, Everything.class)
                    .refuses(409, "it is there already")
                    .idempotent();
            routes.get("/small", (request, response) -> Json.sendNothing(response))
                    .answersPageOf(Small.class);
            routes.delete("/small", (request, response) -> Json.sendNothing(response))
                    .answersNothing();
        }));
        document = json(server.get("/openapi"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void documentHoldsExactlyTheRoutesThatAreServed() {
        Set<String> documented = new TreeSet<>();
        document.get("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method ->
                                documented.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        Set<String> served = new TreeSet<>();
        server.server().routes().forEach(route -> served.add(route.toString()));
        assertEquals(served, documented);
        assertEquals(3, served.size());
    }

    @Test
    void recordBecomesItsSchema() {
        JsonNode schema = document.at("/components/schemas/Everything");
        assertEquals(
                Set.of("id", "count", "bytes", "score", "on", "mood", "parts", "named", "content"),
                schema.get("required")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .collect(java.util.stream.Collectors.toSet()));
        assertEquals("uuid", schema.at("/properties/id/format").stringValue());
        assertEquals("date-time", schema.at("/properties/at/anyOf/0/format").stringValue());
        assertEquals("null", schema.at("/properties/note/anyOf/1/type").stringValue());
        assertEquals("int64", schema.at("/properties/bytes/format").stringValue());
        assertEquals("quite-good", schema.at("/properties/mood/enum/0").stringValue());
        assertEquals(
                "#/components/schemas/Small",
                schema.at("/properties/parts/items/$ref").stringValue());
        assertEquals(
                "#/components/schemas/Small",
                schema.at("/properties/named/additionalProperties/$ref").stringValue());
        assertEquals("base64", schema.at("/properties/content/contentEncoding").stringValue());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        document.findValuesAsString("$ref")
                .forEach(ref -> assertFalse(document.at(ref.substring(1)).isMissingNode(), ref));
        assertTrue(document.findValuesAsString("$ref").size() > 5);
    }

    @Test
    void operationTellsItsParametersAnswersAndRefusals() {
        JsonNode post = document.at("/paths/~1api~1v1~1everything~1{id}/post");
        assertEquals("id", post.at("/parameters/0/name").stringValue());
        assertEquals("Idempotency-Key", post.at("/parameters/1/name").stringValue());
        assertEquals(
                "it is there already", post.at("/responses/409/description").stringValue());
        assertFalse(post.at("/responses/202/content").isMissingNode());
        assertEquals(
                "limit",
                document.at("/paths/~1api~1v1~1small/get/parameters/0/name").stringValue());
    }

    @Test
    void browserGetsAPageWithoutScripts() {
        HttpResponse<String> page = server.send(server.request("/openapi").header("Accept", "text/html"));
        assertTrue(page.body().contains("Takes &lt;everything&gt;"));
        assertTrue(page.body().contains("/api/v1/everything/{id}"));
        assertFalse(page.body().contains("<script"));
    }
}
