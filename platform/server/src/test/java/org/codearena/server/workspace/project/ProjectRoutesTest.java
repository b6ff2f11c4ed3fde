package org.codearena.server.workspace.project;

import static org.codearena.server.workspace.project.Workplace.PROJECTS;
import static org.codearena.server.workspace.project.Workplace.detail;
import static org.codearena.server.workspace.project.Workplace.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.codearena.server.identity.TestIdentity;
import org.codearena.server.kernel.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProjectRoutesTest {
    private Workplace place;
    private TestIdentity.Person ada;
    private TestIdentity.Person bob;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        place = new Workplace(directory);
        ada = place.identity().register("ada");
        bob = place.identity().register("bob");
    }

    @AfterAll
    void close() {
        place.close();
    }

    @Test
    void aProjectOfATemplateHasItsFilesAndItsCommands() throws IOException {
        UUID id = place.project(ada, "hello");
        JsonNode shown = json(200, ada.get(PROJECTS + "/" + id));
        assertEquals("hello", shown.get("name").stringValue());
        assertEquals("shell", shown.get("language").stringValue());
        assertEquals("shell/console", shown.get("template").stringValue());
        assertEquals(2, shown.get("files").intValue());
        assertEquals(25, shown.get("bytes").intValue());
        assertTrue(shown.get("session").isNull());
        assertEquals(
                "[{\"id\":\"run\",\"label\":\"Run\",\"command\":\"make -s && sh main.sh 'it'\\\\''s a $test'\",\"serves\":false},"
                        + "{\"id\":\"build\",\"label\":\"Build\",\"command\":\"make -s\",\"serves\":false},"
                        + "{\"id\":\"test\",\"label\":\"Test\",\"command\":\"sh test.sh\",\"serves\":false}]",
                shown.get("tasks").toString());
        List<ManifestFile> files =
                place.db().database().read(handle -> new ManifestStore(Quotas.DEFAULT).files(handle, id));
        assertEquals(
                List.of("lib/a.sh", "main.sh"),
                files.stream().map(ManifestFile::path).toList());
        assertEquals(
                List.of(false, true),
                files.stream().map(ManifestFile::executable).toList());
        for (ManifestFile file : files) {
            try (var bytes = place.blobs().open(file.sha256())) {
                assertEquals(file.sha256(), Sha256.of(bytes.readAllBytes()));
            }
        }
    }

    @Test
    void aProjectThatServesSaysSo() {
        JsonNode web = json(201, ada.post(PROJECTS, "{\"name\":\"site\",\"template\":\"shell/web\"}"));
        assertEquals(1, web.get("tasks").size());
        assertEquals("sh serve.sh", web.at("/tasks/0/command").stringValue());
        assertTrue(web.at("/tasks/0/serves").booleanValue());
        delete(ada, web);
    }

    @Test
    void aProjectMayBeginEmpty() {
        JsonNode empty = json(201, ada.post(PROJECTS, "{\"name\":\"empty\",\"language\":\"shell\"}"));
        assertEquals(0, empty.get("files").intValue());
        assertTrue(empty.get("template").isNull());
        assertEquals(0, empty.get("tasks").size());
        delete(ada, empty);
    }

    @Test
    void anUnknownTemplateOrLanguageIsNamedWithThoseThereAre() {
        assertEquals(
                "'python/console' is unknown, known are shell/console, shell/web",
                detail(400, ada.post(PROJECTS, "{\"name\":\"x\",\"template\":\"python/console\"}")));
        assertEquals(
                "'cobol' is unknown, known are shell",
                detail(400, ada.post(PROJECTS, "{\"name\":\"x\",\"language\":\"cobol\"}")));
        assertEquals(400, ada.post(PROJECTS, "{\"name\":\"x\"}").statusCode());
        assertEquals(
                400,
                ada.post(PROJECTS, "{\"name\":\"x\",\"template\":\"shell/web\",\"language\":\"shell\"}")
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\\u0000b", "a\\nb", "a\\u202eb", "\\u200b"})
    void aNameThatCannotBeReadIsRefused(String name) {
        HttpResponse<String> answer = ada.post(PROJECTS, "{\"name\":\"" + name + "\",\"language\":\"shell\"}");
        assertEquals("name", json(400, answer).at("/errors/0/field").stringValue());
    }

    @Test
    void aNameHasAtMostAHundredCharacters() {
        assertEquals(
                400,
                ada.post(PROJECTS, "{\"name\":\"" + "x".repeat(101) + "\",\"language\":\"shell\"}")
                        .statusCode());
        JsonNode made =
                json(201, ada.post(PROJECTS, "{\"name\":\" " + "🙂".repeat(100) + " \",\"language\":\"shell\"}"));
        assertEquals("🙂".repeat(100), made.get("name").stringValue());
        delete(ada, made);
    }

    @Test
    void aNameIsOnesOwnOnceHoweverItIsWritten() {
        UUID id = place.project(ada, "Größe");
        assertEquals(
                "you have a project 'GRÖßE' already; choose another name",
                detail(409, ada.post(PROJECTS, "{\"name\":\"GRÖßE\",\"language\":\"shell\"}")));
        UUID bobs = place.project(bob, "Größe");
        UUID other = place.project(ada, "other");
        assertEquals(
                409, ada.patch(PROJECTS + "/" + other, "{\"name\":\"größe\"}").statusCode());
        json(200, ada.patch(PROJECTS + "/" + id, "{\"name\":\"größe\"}"));
        for (UUID each : List.of(id, other)) {
            assertEquals(204, ada.delete(PROJECTS + "/" + each).statusCode());
        }
        assertEquals(204, bob.delete(PROJECTS + "/" + bobs).statusCode());
    }

    @Test
    void theSameKeyMakesOneProject() {
        String body = "{\"name\":\"once\",\"template\":\"shell/console\"}";
        JsonNode first = json(201, withKey(body));
        JsonNode second = json(201, withKey(body));
        assertEquals(first, second);
        delete(ada, first);
    }

    private HttpResponse<String> withKey(String body) {
        return place.identity()
                .server()
                .send(ada.request(PROJECTS)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "k1")
                        .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void whatWasChangedLastComesFirst() {
        TestIdentity.Person eve = place.identity().register("eve");
        UUID first = place.project(eve, "first");
        UUID second = place.project(eve, "second");
        UUID third = place.project(eve, "third");
        json(200, eve.patch(PROJECTS + "/" + first, "{\"name\":\"first of all\"}"));
        UUID session = place.session(second, "running");
        JsonNode page = json(200, eve.get(PROJECTS + "?limit=2"));
        assertEquals(first.toString(), page.at("/items/0/id").stringValue());
        assertEquals(third.toString(), page.at("/items/1/id").stringValue());
        JsonNode rest = json(
                200, eve.get(PROJECTS + "?limit=2&after=" + page.get("next").stringValue()));
        assertEquals(1, rest.get("items").size());
        assertEquals(second.toString(), rest.at("/items/0/id").stringValue());
        assertEquals(session.toString(), rest.at("/items/0/session/id").stringValue());
        assertEquals("running", rest.at("/items/0/session/phase").stringValue());
        assertTrue(rest.get("next").isNull());
        assertEquals(400, eve.get(PROJECTS + "?after=nonsense").statusCode());
    }

    @Test
    void tasksAreTheirOwnersToChange() {
        UUID id = place.project(ada, "tasks");
        String task = "{\"id\":\"run\",\"label\":\"Go\",\"command\":\"./go | tee log\",\"serves\":true}";
        JsonNode changed = json(200, ada.patch(PROJECTS + "/" + id, "{\"tasks\":[" + task + "]}"));
        assertEquals("[" + task + "]", changed.get("tasks").toString());
        assertEquals("tasks", changed.get("name").stringValue());
        for (String bad : List.of(
                task + "," + task,
                task.replace("run", "../run"),
                task.replace("./go", "a\\nb"),
                task.replace("./go | tee log", " "),
                task.replace("Go", "x".repeat(61)))) {
            assertEquals(
                    400,
                    ada.patch(PROJECTS + "/" + id, "{\"tasks\":[" + bad + "]}").statusCode(),
                    bad);
        }
        assertEquals(204, ada.delete(PROJECTS + "/" + id).statusCode());
    }

    @Test
    void anothersProjectIsNotThere() {
        UUID id = place.project(ada, "secret");
        for (HttpResponse<String> answer : List.of(
                bob.get(PROJECTS + "/" + id),
                bob.patch(PROJECTS + "/" + id, "{\"name\":\"mine\"}"),
                bob.delete(PROJECTS + "/" + id),
                place.identity().admin().get(PROJECTS + "/" + id),
                ada.get(PROJECTS + "/" + UUID.randomUUID()),
                ada.get(PROJECTS + "/nonsense"))) {
            assertEquals(404, answer.statusCode());
        }
        assertNotEquals(0, json(200, ada.get(PROJECTS)).get("items").size());
        assertEquals(401, place.identity().anonymous().get(PROJECTS).statusCode());
        assertEquals(401, place.identity().anonymous().get(PROJECTS + "/" + id).statusCode());
        assertEquals(204, ada.delete(PROJECTS + "/" + id).statusCode());
    }

    @Test
    void aProjectWithALiveSessionIsDeletedOnlyWhenItIsToldTo() {
        UUID id = place.project(ada, "live");
        place.session(id, "starting");
        assertTrue(detail(409, ada.delete(PROJECTS + "/" + id)).contains("?stop=true"));
        assertEquals(204, ada.delete(PROJECTS + "/" + id + "?stop=true").statusCode());
        assertEquals(404, ada.get(PROJECTS + "/" + id).statusCode());
        assertTrue(place.live().deletedProjects().contains(id));
    }

    @Test
    void aSessionThatIsOverIsNotInTheWay() {
        UUID id = place.project(ada, "over");
        place.session(id, "stopped");
        assertEquals(204, ada.delete(PROJECTS + "/" + id).statusCode());
        assertTrue(!place.live().deletedProjects().contains(id));
    }

    @Test
    void thereAreOnlySoManyProjects() {
        TestIdentity.Person many = place.identity().register("many");
        for (int i = 0; i < Workplace.QUOTAS.projects(); i++) {
            place.project(many, "p" + i);
        }
        assertEquals(
                "you have 8 projects, at most 8 are allowed; delete one that you do not need any more",
                detail(409, many.post(PROJECTS, "{\"name\":\"more\",\"template\":\"shell/web\"}")));
    }

    private static void delete(TestIdentity.Person person, JsonNode project) {
        assertEquals(
                204,
                person.delete(PROJECTS + "/" + project.get("id").stringValue()).statusCode());
    }
}
