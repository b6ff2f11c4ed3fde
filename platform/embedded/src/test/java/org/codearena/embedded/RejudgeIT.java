package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.codearena.embedded.RunningInstance.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A verdict that was wrong, mended and taken back again, on a whole instance with a real sandbox. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RejudgeIT {
    private static final String PROBLEM = "echo";
    private static final String PLAIN = "print(input())\n";
    private static final String PREFIXED = "print('p' + input())\n";

    @TempDir
    private static Path directory;

    private static RunningInstance instance;

    @BeforeAll
    static void start() throws Exception {
        instance = new RunningInstance(directory);
        instance.start();
        publish("luck", PLAIN);
    }

    @AfterAll
    static void end() throws Exception {
        instance.end();
    }

    @Test
    @Order(1)
    void replayRepeatsAVerdictAndChangesNothing() throws Exception {
        try (ApiCaller ida = instance.register("ida")) {
            String id = judged(ida, PLAIN, "accepted");
            Result replay = instance.run(instance.root(), "replay", id);
            assertEquals(0, replay.code(), replay.out());
            for (String part : List.of("toolchain", "kernel", "CPU time", "the verdicts agree")) {
                assertTrue(replay.out().contains(part), replay.out());
            }
            JsonNode shown = ida.get("/submissions/" + id).expect(200);
            assertEquals(1, shown.get("attempt").asInt());
            assertEquals(1, shown.get("history").size());
            Result unknown = instance.run(instance.root(), "replay", "nonsense");
            assertEquals(1, unknown.code());
            assertEquals(1, unknown.out().lines().count(), unknown.out());
        }
    }

    @Test
    @Order(2)
    void aMendedProblemTakesPointsAwayAndTheUndoGivesThemBack() throws Exception {
        try (ApiCaller admin = instance.admin();
                ApiCaller jon = instance.register("jon")) {
            String plain = judged(jon, PLAIN, "accepted");
            String prefixed = judged(jon, PREFIXED, "wrong-answer");
            RunningInstance.await("jon is on the board", () -> isOnBoard(jon, "jon"));
            publish("pluck", PREFIXED);

            String rejudge = admin.post("/problems/" + PROBLEM + "/rejudge", Map.of())
                    .expect(202)
                    .get("rejudgeId")
                    .asString();
            awaitReady(admin, rejudge);
            assertEquals("accepted", verdict(jon, plain));
            JsonNode shown = admin.get("/rejudges/" + rejudge).expect(200);
            assertTrue(shown.get("differing").asInt() >= 2, shown.toString());
            // What was judged by the former version is still repeated by that one.
            admin.post("/rejudges/" + rejudge + "/apply", Map.of("submissions", List.of(plain)))
                    .expect(200);
            assertEquals("wrong-answer", verdict(jon, plain));
            assertEquals("wrong-answer", verdict(jon, prefixed));
            RunningInstance.await("jon has left the board", () -> !isOnBoard(jon, "jon"));

            admin.post("/rejudges/" + rejudge + "/revert", Map.of()).expect(200);
            assertEquals("accepted", verdict(jon, plain));
            RunningInstance.await("jon is back", () -> isOnBoard(jon, "jon"));
            Result replay = instance.run(instance.root(), "replay", plain);
            assertEquals(0, replay.code(), replay.out());
            assertEquals(
                    List.of("judged", "rejudged", "reverted"),
                    jon.get("/submissions/" + plain)
                            .expect(200)
                            .get("history")
                            .valueStream()
                            .map(past -> past.get("why").asString())
                            .toList());
        }
    }

    @Test
    @Order(3)
    void aRejudgeGoesOnAfterAKill() throws Exception {
        String slow = "import time\ntime.sleep(0.4)\n" + PREFIXED;
        int many = 20;
        try (ApiCaller kai = instance.register("kai")) {
            for (int i = 0; i < many; i++) {
                kai.submit(PROBLEM, slow).expect(202);
            }
            RunningInstance.await("all are judged", () -> instance.count("""
                    select count(*) from submission s join users u on u.id = s.user_id
                     where u.username = ? and s.state = 'judged'""", "kai") == many);
        }
        String rejudge;
        try (ApiCaller admin = instance.admin()) {
            rejudge = admin.post("/rejudges", Map.of("problem", PROBLEM, "language", "python"))
                    .expect(202)
                    .get("rejudgeId")
                    .asString();
            RunningInstance.await(
                    "some are judged again",
                    () -> admin.get("/rejudges/" + rejudge)
                                    .expect(200)
                                    .get("judged")
                                    .asInt()
                            > 2);
        }
        instance.killServer();
        instance.start();
        try (ApiCaller admin = instance.admin()) {
            awaitReady(admin, rejudge);
            JsonNode shown = admin.get("/rejudges/" + rejudge).expect(200);
            assertEquals(shown.get("total").asInt(), shown.get("judged").asInt(), shown.toString());
            assertEquals(0, shown.get("failed").asInt(), shown.toString());
            assertEquals(many, instance.count("""
                    select count(*) from judgement j join submission s on s.id = j.submission_id
                      join users u on u.id = s.user_id where u.username = ?""", "kai"));
            admin.post("/rejudges/" + rejudge + "/cancel", Map.of()).expect(200);
        }
    }

    private static void awaitReady(ApiCaller admin, String rejudge) throws Exception {
        RunningInstance.await(
                "the rejudge is done",
                () -> admin.get("/rejudges/" + rejudge)
                        .expect(200)
                        .get("state")
                        .asString()
                        .equals("ready"));
    }

    private static String judged(ApiCaller caller, String source, String verdict) throws Exception {
        String id = caller.submit(PROBLEM, source).expect(202).get("id").asString();
        RunningInstance.await("it is judged", () -> verdict(caller, id).equals(verdict));
        return id;
    }

    private static String verdict(ApiCaller caller, String id) throws Exception {
        return caller.get("/submissions/" + id).expect(200).path("verdict").asString("none");
    }

    private static boolean isOnBoard(ApiCaller caller, String user) throws Exception {
        return caller.get("/leaderboard?limit=100")
                .expect(200)
                .get("items")
                .valueStream()
                .anyMatch(item -> item.get("username").asString().equals(user));
    }

    /** A problem with one test: the input is the line {@code luck}, and this is the answer. */
    private static void publish(String answer, String right) throws Exception {
        var files = new LinkedHashMap<String, String>();
        files.put(PROBLEM + "/problem.yaml", """
                problem_format_version: 2025-09
                name: Echo
                uuid: 7d3c1d0e-0d0c-4f43-9a53-0f1c8e5b6a12
                license: cc0
                limits:
                  time_limit: 5
                """);
        files.put(PROBLEM + "/statement/problem.en.md", "Print the line that you read.\n");
        files.put(PROBLEM + "/data/secret/1.in", "luck\n");
        files.put(PROBLEM + "/data/secret/1.ans", answer + "\n");
        files.put(PROBLEM + "/submissions/accepted/right.py", right);
        try (ApiCaller admin = instance.admin()) {
            String id = admin.post("/problems", "application/zip", zip(files))
                    .expect(202)
                    .get("importId")
                    .asString();
            admin.awaitImport(id);
        }
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
