package org.codearena.server.workspace.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.codearena.server.Until;
import org.codearena.server.identity.TestIdentity;
import org.codearena.server.infra.http.EventStreams;
import org.codearena.server.infra.http.Idempotency;
import org.codearena.server.infra.http.TestServer;
import org.codearena.server.workspace.orchestrator.FakeOrchestrator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SessionRoutesTest {
    private static final String API = "/api/v1";

    private final FakeOrchestrator orchestrator = new FakeOrchestrator(new FakeOrchestrator.Disks(), 20);
    private Studio studio;
    private TestIdentity identity;
    private int people;

    @BeforeAll
    void open(@TempDir Path directory) {
        studio = new Studio(directory);
        Studio.Running server = studio.door(InstantSource.system());
        identity = TestIdentity.start(
                studio.db(),
                server.service()
                        .routes(
                                new EventStreams(EventStreams.Config.defaults()),
                                new Idempotency(studio.db().database(), InstantSource.system()),
                                () -> "http://{port}-{session}.localhost:8080"));
        server.service().reconcile(orchestrator, Studio.SERVER, language -> "image");
        server.notices().start();
    }

    @AfterAll
    void close() {
        identity.close();
        studio.close();
        orchestrator.close();
    }

    private TestIdentity.Person person() {
        people++;
        return identity.register("person-" + people);
    }

    private UUID project(TestIdentity.Person person) {
        return studio.project(person.id(), Map.of("main.py", "print(1)\n"));
    }

    private static JsonNode json(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return TestServer.json(response);
    }

    private static JsonNode start(TestIdentity.Person person, UUID project) {
        return json(202, person.post(API + "/projects/" + project + "/session", ""))
                .get("session");
    }

    private static String of(JsonNode session) {
        return API + "/sessions/" + session.get("id").stringValue();
    }

    private JsonNode running(TestIdentity.Person person, JsonNode session) {
        Until.holds(
                "it runs",
                () -> json(200, person.get(of(session)))
                        .get("phase")
                        .stringValue()
                        .equals("running"));
        return json(200, person.get(of(session)));
    }

    @Test
    void aSessionShowsWhatItsPageNeeds() {
        TestIdentity.Person person = person();
        UUID project = project(person);
        JsonNode begun = start(person, project);
        assertEquals("/ide/" + project, begun.get("url").stringValue());
        assertEquals(
                "http://{port}-" + begun.get("id").stringValue() + ".localhost:8080",
                begun.get("previewUrlPattern").stringValue());
        JsonNode shown = running(person, begun);
        assertEquals(7, shown.get("conditions").size());
        JsonNode first = shown.get("conditions").get(0);
        assertEquals("queued", first.get("name").stringValue());
        assertTrue(first.get("done").booleanValue() && first.has("since") && first.has("message"));
        assertTrue(shown.get("idleAt").isString() && shown.get("endsAt").isString());
        assertTrue(shown.get("startedMs").longValue() >= 0);
        assertEquals(begun.get("id"), start(person, project).get("id"));
    }

    @Test
    void aSessionIsItsOwnersAndNobodyElses() {
        TestIdentity.Person owner = person();
        TestIdentity.Person stranger = person();
        UUID project = project(owner);
        JsonNode session = start(owner, project);
        assertEquals(
                404,
                stranger.post(API + "/projects/" + project + "/session", "").statusCode());
        assertEquals(404, stranger.get(of(session)).statusCode());
        assertEquals(404, stranger.get(of(session) + "/events").statusCode());
        assertEquals(404, stranger.post(of(session) + "/keep-alive", "").statusCode());
        assertEquals(404, stranger.delete(of(session)).statusCode());
        assertEquals(401, identity.anonymous().get(of(session)).statusCode());
        assertEquals(0, json(200, stranger.get(API + "/sessions")).get("items").size());
    }

    @Test
    void tooManyIsAConflictThatNamesThem() {
        TestIdentity.Person person = person();
        JsonNode first = start(person, project(person));
        start(person, project(person));
        HttpResponse<String> refused = person.post(API + "/projects/" + project(person) + "/session", "");
        assertTrue(json(409, refused)
                .get("detail")
                .stringValue()
                .contains(first.get("id").stringValue()));
    }

    @Test
    void theListIsByPagesAndKnowsWhichLive() {
        TestIdentity.Person person = person();
        JsonNode first = start(person, project(person));
        running(person, first);
        json(202, person.delete(of(first)));
        Until.holds(
                "it is over",
                () -> json(200, person.get(of(first)))
                        .get("phase")
                        .stringValue()
                        .equals("stopped"));
        JsonNode second = start(person, project(person));
        JsonNode page = json(200, person.get(API + "/sessions?limit=1"));
        assertEquals(second.get("id"), page.get("items").get(0).get("id"));
        JsonNode rest =
                json(200, person.get(API + "/sessions?after=" + page.get("next").stringValue()));
        assertEquals(first.get("id"), rest.get("items").get(0).get("id"));
        assertEquals(
                1,
                json(200, person.get(API + "/sessions?live=true")).get("items").size());
        assertEquals(409, person.post(of(first) + "/keep-alive", "").statusCode());
    }

    @Test
    void theStoryIsToldFromItsBeginningAndResumedWhereItBroke() throws IOException {
        TestIdentity.Person person = person();
        JsonNode session = start(person, project(person));
        running(person, session);
        json(202, person.delete(of(session)));
        List<String> whole = story(person, session, "0");
        assertEquals("phase requested", whole.getFirst().replaceFirst("^[0-9]+ ", ""));
        assertEquals("phase stopped", whole.getLast().replaceFirst("^[0-9]+ ", ""));
        assertEquals(
                List.of(
                        "step queued",
                        "phase starting",
                        "step runner",
                        "step files",
                        "step open",
                        "step running",
                        "phase running"),
                whole.subList(1, 8).stream()
                        .map(line -> line.replaceFirst("^[0-9]+ ", ""))
                        .toList());
        String fourth = whole.get(3).split(" ", -1)[0];
        assertEquals(whole.subList(4, whole.size()), story(person, session, fourth));
        assertEquals(List.of(), story(person, session, whole.getLast().split(" ", -1)[0]));
    }

    /** Reads a session's events to their end: "id kind name". */
    private List<String> story(TestIdentity.Person person, JsonNode session, String after) throws IOException {
        List<String> told = new ArrayList<>();
        var response = identity.server()
                .open(person.request(of(session) + "/events")
                        .header("Last-Event-ID", after)
                        .GET());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = "";
            String kind = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    kind = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    String name = org.codearena.server.infra.http.Json.mapper()
                            .readTree(line.substring(6))
                            .get("name")
                            .stringValue();
                    told.add(id + " " + kind + " " + name);
                }
            }
        }
        return told;
    }
}
