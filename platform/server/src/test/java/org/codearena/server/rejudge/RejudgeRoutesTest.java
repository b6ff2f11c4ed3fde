package org.codearena.server.rejudge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.codearena.server.TestDatabase;
import org.codearena.server.identity.Role;
import org.codearena.server.identity.TestIdentity;
import org.codearena.server.infra.http.Idempotency;
import org.codearena.server.infra.http.TestServer;
import org.codearena.server.judge.FakeLanguage;
import org.codearena.server.language.Languages;
import org.codearena.server.language.OfferedLanguages;
import org.codearena.server.language.ToolchainStore;
import org.codearena.server.submission.SubmissionAccess;
import org.codearena.server.submission.SubmissionViews;
import org.codearena.server.submission.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RejudgeRoutesTest {
    private static final String API = "/api/v1";
    private static final UUID NOWHERE = UUID.randomUUID();

    private TestDatabase db;
    private Court court;
    private TestIdentity identity;
    private TestIdentity.Person user;
    private TestIdentity.Person setter;

    @BeforeAll
    void open() {
        db = TestDatabase.open();
        court = new Court(db);
        InstantSource clock = InstantSource.system();
        identity = TestIdentity.start(
                db,
                new RejudgeRoutes(
                        db.database(),
                        court.rejudges(),
                        new OfferedLanguages(
                                Languages.of(List.of(new FakeLanguage())), new ToolchainStore(db.database()), clock),
                        new SubmissionAccess(db.database(), new SubmissionViews()),
                        new Idempotency(db.database(), clock)));
        setter = identity.register("setter", Role.SETTER);
        user = identity.register("somebody");
    }

    @AfterAll
    void close() {
        identity.close();
        db.close();
    }

    @BeforeEach
    void settleWhatIsLeft() {
        court.execute("update rejudgement set settled = true");
    }

    @Test
    void theVerdictsStandSideBySideAndThoseThatDifferComeFirst() {
        UUID problem = court.problem("easy");
        List<UUID> all = Stream.generate(() -> judged(problem)).limit(3).toList();
        String id = begun(post("/problems/p" + problem + "/rejudge", ""));
        court.rejudgeAll(UUID.fromString(id), Verdict.ACCEPTED);
        court.execute(
                "update rejudgement set verdict = 'wrong-answer' where submission_id = ? and rejudge_id = ?",
                all.get(1),
                UUID.fromString(id));
        JsonNode shown = ok(get("/rejudges/" + id + "?limit=2"));
        assertEquals("ready", shown.get("state").stringValue());
        assertEquals(3, shown.get("total").intValue());
        assertEquals(1, shown.get("differing").intValue());
        assertEquals(
                "[{\"from\":\"accepted\",\"to\":\"wrong-answer\",\"count\":1}]",
                shown.get("changes").toString());
        assertEquals(2, shown.get("items").size());
        JsonNode first = shown.get("items").get(0);
        assertEquals(all.get(1).toString(), first.get("submission").stringValue());
        assertEquals("accepted", first.at("/before/verdict").stringValue());
        assertEquals("wrong-answer", first.at("/after/verdict").stringValue());
        JsonNode rest =
                ok(get("/rejudges/" + id + "?limit=2&after=" + shown.get("next").stringValue()));
        assertEquals(1, rest.get("items").size());
        assertTrue(rest.get("next").isNull());
        assertEquals(
                1, ok(get("/rejudges/" + id + "?differing=true")).get("items").size());
        JsonNode one = ok(get("/rejudges/" + id + "/submissions/" + all.get(1)));
        assertEquals("plan", one.at("/before/evidence/planSha256").stringValue());
        assertEquals("plan", one.at("/after/evidence/planSha256").stringValue());
        assertEquals(
                "applied",
                ok(post("/rejudges/" + id + "/apply", "{}")).get("state").stringValue());
        assertEquals("wrong-answer", court.verdict(all.get(1)));
        assertEquals(
                "reverted",
                ok(post("/rejudges/" + id + "/revert", "{}")).get("state").stringValue());
        assertEquals("accepted", court.verdict(all.get(1)));
    }

    @Test
    void onlySettersRejudgeAndOnlyAdminsALanguage() {
        UUID id = judged(court.problem("easy"));
        for (String path : List.of("/submissions/" + id + "/rejudge", "/rejudges/" + id + "/apply")) {
            assertEquals(401, identity.anonymous().post(API + path, "{}").statusCode(), path);
            assertEquals(403, user.post(API + path, "{}").statusCode(), path);
        }
        assertEquals(
                403,
                user.post(API + "/rejudges", "{\"submission\":\"" + id + "\"}").statusCode());
        assertEquals(403, user.get(API + "/rejudges").statusCode());
        assertEquals(403, post("/languages/fake/rejudge", "").statusCode());
        assertEquals(403, post("/rejudges", "{\"language\":\"fake\"}").statusCode());
        String rejudge = begun(identity.admin().post(API + "/rejudges", "{\"language\":\"fake\"}"));
        assertEquals(403, post("/rejudges/" + rejudge + "/cancel", "").statusCode());
        assertEquals(
                200,
                identity.admin()
                        .post(API + "/rejudges/" + rejudge + "/cancel", "")
                        .statusCode());
    }

    @Test
    void aSecondRejudgeOfTheSameSubmissionIsRefusedAndNamesTheFirst() {
        UUID id = judged(court.problem("easy"));
        String first = begun(post("/submissions/" + id + "/rejudge", ""));
        HttpResponse<String> second = post("/submissions/" + id + "/rejudge", "");
        assertEquals(409, second.statusCode());
        assertTrue(TestServer.json(second).get("detail").stringValue().contains(first), second.body());
        assertEquals(200, post("/rejudges/" + first + "/cancel", "").statusCode());
        assertEquals(409, post("/rejudges/" + first + "/cancel", "").statusCode());
    }

    @Test
    void theSameKeyAnswersTheSameRejudge() {
        UUID id = judged(court.problem("easy"));
        String first = begun(withKey("/submissions/" + id + "/rejudge", "key-" + id));
        assertEquals(first, begun(withKey("/submissions/" + id + "/rejudge", "key-" + id)));
        assertEquals(
                409, withKey("/submissions/" + id + "/rejudge", "other-" + id).statusCode());
    }

    @Test
    void whatIsNotThereIsSaidToBeMissing() {
        for (String path : List.of(
                "/submissions/" + NOWHERE + "/rejudge",
                "/submissions/nonsense/rejudge",
                "/problems/nowhere/rejudge",
                "/rejudges/" + NOWHERE + "/apply",
                "/rejudges/" + NOWHERE + "/cancel",
                "/rejudges/nonsense/revert")) {
            assertEquals(404, post(path, "").statusCode(), path);
        }
        assertEquals(404, get("/rejudges/" + NOWHERE).statusCode());
        assertEquals(
                404, get("/rejudges/" + NOWHERE + "/submissions/" + NOWHERE).statusCode());
        assertEquals(
                404, identity.admin().post(API + "/languages/cobol/rejudge", "").statusCode());
    }

    @Test
    void badInputIsRefusedWithTheFieldThatIsWrong() {
        assertBad("{}", "");
        assertBad("{\"problem\":\"nowhere\"}", "problem");
        assertBad("{\"language\":\"cobol\"}", "language");
        assertBad("{\"submission\":\"7\"}", "submission");
        assertBad("{\"submission\":\"" + NOWHERE + "\",\"version\":\"newest\"}", "version");
        assertEquals(400, post("/rejudges", "[]").statusCode());
        assertEquals(400, get("/rejudges/count").statusCode());
        assertEquals(400, get("/rejudges?after=nonsense").statusCode());
        UUID id = judged(court.problem("easy"));
        String rejudge = begun(post("/submissions/" + id + "/rejudge", ""));
        assertEquals(400, get("/rejudges/" + rejudge + "?differing=perhaps").statusCode());
        assertEquals(400, get("/rejudges/" + rejudge + "?after=WyJ4Il0").statusCode());
        assertEquals(409, post("/rejudges/" + rejudge + "/apply", "").statusCode());
        court.rejudgeAll(UUID.fromString(rejudge), Verdict.ACCEPTED);
        assertEquals(
                400,
                post("/rejudges/" + rejudge + "/apply", "{\"submissions\":[]}").statusCode());
        assertEquals(
                400,
                post("/rejudges/" + rejudge + "/apply", "{\"submissions\":[\"" + NOWHERE + "\"]}")
                        .statusCode());
        assertEquals(
                200,
                post("/rejudges/" + rejudge + "/apply", "{\"submissions\":[\"" + id + "\"]}")
                        .statusCode());
    }

    private void assertBad(String json, String field) {
        HttpResponse<String> response = post("/rejudges", json);
        assertEquals(400, response.statusCode(), response.body());
        if (!field.isEmpty()) {
            assertEquals(field, TestServer.json(response).at("/errors/0/field").stringValue(), response.body());
        }
    }

    @Test
    void aSubmissionWithoutAVerdictIsNotRejudged() {
        UUID waiting = court.submit(court.user(), court.problem("easy"), "fake");
        assertEquals(409, post("/submissions/" + waiting + "/rejudge", "").statusCode());
    }

    @Test
    void theListIsPagedAndTheCountSaysHowManyThereAre() {
        UUID problem = court.problem("easy");
        for (int i = 0; i < 3; i++) {
            begun(post("/submissions/" + judged(problem) + "/rejudge", ""));
        }
        assertEquals(
                3,
                ok(get("/rejudges/count?problem=p" + problem))
                        .get("submissions")
                        .intValue());
        JsonNode page = ok(get("/rejudges?limit=2"));
        assertEquals(2, page.get("items").size());
        JsonNode next = ok(get("/rejudges?limit=2&after=" + page.get("next").stringValue()));
        assertNotEquals(
                page.at("/items/1/id").stringValue(), next.at("/items/0/id").stringValue());
        assertFalse(next.get("items").isEmpty());
        assertEquals("running", page.at("/items/0/state").stringValue());
    }

    private UUID judged(UUID problem) {
        return court.judged(court.submit(court.user(), problem, "fake"), Verdict.ACCEPTED);
    }

    private HttpResponse<String> get(String path) {
        return setter.get(API + path);
    }

    private HttpResponse<String> post(String path, String json) {
        return setter.post(API + path, json);
    }

    private HttpResponse<String> withKey(String path, String key) {
        return identity.server()
                .send(setter.request(API + path).header("Idempotency-Key", key).POST(BodyPublishers.noBody()));
    }

    private static String begun(HttpResponse<String> response) {
        assertEquals(202, response.statusCode(), response.body());
        return TestServer.json(response).get("rejudgeId").stringValue();
    }

    private static JsonNode ok(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        return TestServer.json(response);
    }
}
