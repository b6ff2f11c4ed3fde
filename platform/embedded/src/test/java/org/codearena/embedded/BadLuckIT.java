package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.codearena.embedded.ApiCaller.Answer;
import org.codearena.embedded.RunningInstance.Result;
import org.codearena.services.ProcessMark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is promised for bad luck and bad input, kept by a whole instance that is shared by these tests. */
final class BadLuckIT {
    private static final String PROBLEM = "echo";
    private static final String RIGHT = "print(input())\n";
    private static final int MANY = 200;

    @TempDir
    private static Path directory;

    private static RunningInstance instance;

    @BeforeAll
    static void startWithOneProblem() throws Exception {
        instance = new RunningInstance(directory);
        instance.start();
        try (ApiCaller admin = instance.admin()) {
            String id = admin.post("/problems", "application/zip", problemPackage())
                    .expect(202)
                    .get("importId")
                    .asString();
            admin.awaitImport(id);
        }
    }

    @AfterAll
    static void end() throws Exception {
        instance.end();
    }

    /** Should the test before have left it dead. */
    @BeforeEach
    void start() throws Exception {
        instance.start();
    }

    @Test
    void killedWithTwoHundredQueuedEachHasExactlyOneVerdictAfterTheNextStart() throws Exception {
        // About half a minute of work, however many run at once, so that the kill finds most of it not done.
        double seconds = Math.min(1, 0.15 * Runtime.getRuntime().availableProcessors());
        String slow = "import time\ntime.sleep(%s)\n%s".formatted(seconds, RIGHT);
        try (ApiCaller kim = instance.register("kim")) {
            for (int i = 0; i < MANY; i++) {
                kim.submit(PROBLEM, slow).expect(202);
            }
        }
        RunningInstance.await("some are judged", () -> verdicts("kim") > 2);
        instance.killServer();

        instance.start();
        assertTrue(verdicts("kim") < MANY, "all were judged before the kill, which then showed nothing");
        awaitAccepted("kim", MANY);
        assertEquals(MANY, verdicts("kim"), "a submission has two verdicts");
        RunningInstance.await("all verdicts have taken effect", () -> counted("kim") == MANY);
        try (ApiCaller kim = instance.login("kim")) {
            assertEquals(1, standing(kim, "kim").get("solved").asInt());
        }
    }

    @Test
    void submissionsFinishOnceTheKilledBrokerIsBack() throws Exception {
        try (ApiCaller noor = instance.register("noor")) {
            for (int i = 0; i < 40; i++) {
                noor.submit(PROBLEM, RIGHT).expect(202);
            }
            ProcessMark killed = instance.killBroker();
            for (int i = 0; i < 20; i++) {
                noor.submit(PROBLEM, RIGHT).expect(202);
            }
            RunningInstance.await("the broker is back", () -> instance.brokerRunsOtherThan(killed));
            awaitAccepted("noor", 60);
            assertEquals(60, verdicts("noor"), "a submission has two verdicts");
            RunningInstance.await("all verdicts have taken effect", () -> counted("noor") == 60);
            assertEquals(1, standing(noor, "noor").get("solved").asInt());
        }
    }

    @Test
    void emptyRedisRebuildsTheBoard() throws Exception {
        try (ApiCaller ravi = instance.register("ravi")) {
            ravi.submit(PROBLEM, RIGHT).expect(202);
            RunningInstance.await("the verdict has taken effect", () -> counted("ravi") == 1);
            JsonNode before = ravi.get("/leaderboard?limit=100").expect(200);
            assertEquals(1, standing(ravi, "ravi").get("solved").asInt());
            instance.emptyRedis();
            assertEquals(before, ravi.get("/leaderboard?limit=100").expect(200));
            ravi.submit(PROBLEM, RIGHT).expect(202);
            awaitAccepted("ravi", 2);
        }
    }

    @Test
    void aSecondRequestWithTheSameKeyGetsTheFirstAnswer() throws Exception {
        try (ApiCaller mina = instance.register("mina");
                ApiCaller other = instance.register("tomas")) {
            JsonNode first = mina.submit(PROBLEM, RIGHT, "once").expect(202);
            assertEquals(first, mina.submit(PROBLEM, RIGHT, "once").expect(202));
            assertNotEquals(first, other.submit(PROBLEM, RIGHT, "once").expect(202), "keys are each user's own");
            Answer misused = mina.submit(PROBLEM, RIGHT + "#", "once");
            assertEquals(4, misused.status() / 100, misused.toString());
            awaitAccepted("mina", 1);
            // Or the boards would still move under the next test.
            RunningInstance.await(
                    "both verdicts have taken effect", () -> counted("mina") == 1 && counted("tomas") == 1);
        }
    }

    @Test
    void badInputIsAnsweredWithWhatIsWrongWithIt() throws Exception {
        try (ApiCaller setter = instance.admin()) {
            var program = ApiCaller.program(PROBLEM, RIGHT);
            var checks = new ArrayList<Executable>();
            checks.add(refused(400, "'cobol'", setter.post("/submissions", with(program, "language", "cobol"))));
            checks.add(refused(400, "python", setter.post("/submissions", with(program, "language", "cobol"))));
            checks.add(refused(400, "'none'", setter.post("/submissions", with(program, "problem", "none"))));
            checks.add(refused(400, "problem", setter.post("/submissions", Map.of("language", "python"))));
            checks.add(refused(400, "bogus is unknown", setter.post("/submissions", with(program, "bogus", 1))));
            checks.add(refused(400, "files", setter.post("/submissions", with(program, "files", List.of()))));
            checks.add(refused(400, "empty", setter.submit(PROBLEM, "")));
            checks.add(refused(413, "262144", setter.submit(PROBLEM, "#".repeat(300 << 10))));
            checks.add(refused(413, "allowed", setter.submit(PROBLEM, "#".repeat(3 << 20))));
            for (String path : List.of("../x", "/x", "a b", "a/../../x", "", "ä.py", "a\0.py", "x".repeat(300))) {
                var file = Map.of("path", path, "content", RIGHT);
                checks.add(refused(400, "path", setter.post("/submissions", with(program, "files", List.of(file)))));
            }
            var twice = List.of(Map.of("path", "a", "content", "1"), Map.of("path", "a", "content", "2"));
            checks.add(refused(400, "twice", setter.post("/submissions", with(program, "files", twice))));
            var noBase64 = List.of(Map.of("path", "a.py", "contentBase64", "?"));
            checks.add(refused(400, "Base64", setter.post("/submissions", with(program, "files", noBase64))));

            for (String text : List.of("{", "", "[]", "null", "{\"problem\": 1e999}", "{\"files\": \"x\"}", "\0")) {
                byte[] json = text.getBytes(StandardCharsets.UTF_8);
                checks.add(refused(400, "", setter.post("/submissions", "application/json", json)));
            }
            byte[] notUtf8 = {'"', (byte) 0xff, (byte) 0xfe, '"'};
            checks.add(refused(400, "", setter.post("/submissions", "application/json", notUtf8)));

            for (String limit : List.of("0", "-1", "101", "x", "99999999999999999999")) {
                checks.add(refused(400, "limit", setter.get("/submissions?limit=" + limit)));
                checks.add(refused(400, "limit", setter.get("/problems?limit=" + limit)));
            }
            for (String list : List.of("submissions", "problems", "leaderboard")) {
                checks.add(refused(400, "cursor", setter.get("/" + list + "?after=garbage")));
                checks.add(refused(400, "cursor", setter.get("/" + list + "?after=WyIiXQ")));
            }
            checks.add(refused(400, "verdict", setter.get("/submissions?verdict=fine")));
            checks.add(refused(404, "", setter.get("/problems/none")));
            checks.add(refused(404, "", setter.get("/submissions/00000000-0000-0000-0000-000000000000")));
            checks.add(() ->
                    assertEquals(4, setter.get("/submissions/garbage").status() / 100, "an id that is none at all"));

            checks.add(refused(400, "zip", setter.post("/problems", "application/zip", new byte[0])));
            checks.add(refused(400, "zip", setter.post("/problems", "application/zip", new byte[1000])));
            byte[] whole = problemPackage();
            byte[] half = Arrays.copyOf(whole, whole.length / 2);
            checks.add(refused(400, "zip", setter.post("/problems", "application/zip", half)));
            byte[] climbing = zip(with(problemFiles(), PROBLEM + "/../../up", "1\n"));
            checks.add(refused(400, "..", setter.post("/problems", "application/zip", climbing)));
            byte[] absolute = zip(with(problemFiles(), "/etc/up", "1\n"));
            checks.add(refused(400, "/etc/up", setter.post("/problems", "application/zip", absolute)));
            checks.add(refused(400, "", setter.post("/problems", "application/zip", zip(Map.of("echo/x", "1\n")))));
            checks.add(refused(400, "slug", setter.post("/problems?slug=..%2Fx", "application/zip", whole)));
            assertAll(checks);
        }
    }

    @Test
    void oddSourcesGetAVerdict() throws Exception {
        try (ApiCaller lena = instance.register("lena")) {
            byte[] noise = new byte[1000];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte) (i * 37 + 128);
            }
            var binary =
                    Map.of("path", "a.py", "contentBase64", Base64.getEncoder().encodeToString(noise));
            var ids = List.of(
                    id(lena.submit(PROBLEM, "print(input())\0")),
                    id(lena.submit(PROBLEM, "\uFEFF")),
                    id(lena.post("/submissions", with(ApiCaller.program(PROBLEM, RIGHT), "files", List.of(binary)))));
            var wrong = Set.of("compile-error", "run-time-error", "wrong-answer");
            for (String id : ids) {
                RunningInstance.await(
                        "judged",
                        () -> lena.get("/submissions/" + id)
                                .expect(200)
                                .get("state")
                                .asString()
                                .equals("judged"));
                JsonNode judged = lena.get("/submissions/" + id).expect(200);
                assertTrue(wrong.contains(judged.get("verdict").asString()), judged.toString());
            }
        }
    }

    @Test
    void aDataDirectoryThatCannotBeMadeIsToldInOneSentence() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        assertToldShortly(instance.run(file.resolve("data"), "up", "--port", "0"), file.toString());
        Path nobodys = Path.of("/proc/codearena");
        assertToldShortly(instance.run(nobodys, "up", "--detach", "--port", "0"), nobodys.toString());
    }

    /** On a small disk of its own, which is seen by the command alone and gone with it. */
    @Test
    void aDiskWithTooLittleRoomIsToldInOneSentence() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        List<String> onSmallDisk = List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=16m tmpfs '" + disk + "' || exit 77; exec \"$@\"",
                "sh");
        Result up = instance.run(onSmallDisk, disk, "up", "--port", "0");
        assumeTrue(up.code() != 77 && !up.out().contains("unshare:"), "no mounts of one's own here: " + up.out());
        assertToldShortly(up, "16 MiB are free on the disk of " + disk);
    }

    private static void assertToldShortly(Result result, String part) {
        assertNotEquals(0, result.code(), result.out());
        assertTrue(result.out().contains(part), result.out());
        assertFalse(result.out().contains("\tat "), result.out());
        assertEquals(1, result.out().lines().count(), result.out());
    }

    private static Executable refused(int status, String part, Answer answer) {
        return () -> {
            assertEquals(status, answer.status(), answer.toString());
            assertTrue(answer.type().startsWith("application/problem+json"), answer.toString());
            assertEquals(status, answer.body().get("status").asInt(), answer.toString());
            assertFalse(answer.body().path("detail").asString("").isBlank(), answer.toString());
            assertTrue(answer.body().toString().contains(part), part + " is not in " + answer);
        };
    }

    private static String id(Answer answer) {
        return answer.expect(202).get("id").asString();
    }

    private static void awaitAccepted(String user, int submissions) throws Exception {
        RunningInstance.await(submissions + " submissions are judged", () -> instance.count("""
                select count(*) from submission s join users u on u.id = s.user_id
                 where u.username = ? and s.state = 'judged'""", user) == submissions);
        assertEquals(submissions, instance.count("""
                select count(*) from submission s join users u on u.id = s.user_id
                 where u.username = ? and s.verdict = 'accepted'""", user));
    }

    /** How many there are of all attempts: more than there are submissions where one was judged twice. */
    private static long verdicts(String user) throws Exception {
        return instance.count("""
                select count(*) from judgement j join submission s on s.id = j.submission_id
                  join users u on u.id = s.user_id where u.username = ?""", user);
    }

    private static long counted(String user) throws Exception {
        return instance.count("""
                select count(*) from counted c join submission s on s.id = c.submission_id
                  join users u on u.id = s.user_id where u.username = ?""", user);
    }

    private static JsonNode standing(ApiCaller caller, String user) throws Exception {
        JsonNode items = caller.get("/leaderboard?limit=100").expect(200).get("items");
        return items.valueStream()
                .filter(item -> item.get("username").asString().equals(user))
                .findFirst()
                .orElseThrow(() -> new AssertionError(user + " is not in " + items));
    }

    private static <T> Map<String, T> with(Map<String, ? extends T> map, String key, T value) {
        Map<String, T> changed = new LinkedHashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    /** One problem with one test: what is read is to be written. */
    private static Map<String, String> problemFiles() {
        var files = new LinkedHashMap<String, String>();
        files.put(PROBLEM + "/problem.yaml", """
                problem_format_version: 2025-09
                name: Echo
                uuid: 7d3c1d0e-0d0c-4f43-9a53-0f1c8e5b6a11
                license: cc0
                limits:
                  time_limit: 5
                """);
        files.put(PROBLEM + "/statement/problem.en.md", "Print the line that you read.\n");
        files.put(PROBLEM + "/data/secret/1.in", "luck\n");
        files.put(PROBLEM + "/data/secret/1.ans", "luck\n");
        files.put(PROBLEM + "/submissions/accepted/right.py", RIGHT);
        return files;
    }

    private static byte[] problemPackage() throws IOException {
        return zip(problemFiles());
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
