package org.codearena.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.contract.RunRequest;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API answers to what it cannot do. No sandbox is needed. */
@Timeout(60)
final class ApiTest {
    private static final String LIMITS = "{\"cpuTimeMs\":1000,\"wallTimeMs\":3000,\"memoryBytes\":67108864,"
            + "\"processes\":8,\"openFiles\":16,\"outputBytes\":1024,\"errorBytes\":512,\"temporaryBytes\":4096,"
            + "\"stackBytes\":0}";
    private static final String STEP = "{\"command\":[\"true\"],\"environment\":{}}";
    private static final String HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir
    private static Path directory;

    private static Options options;
    private static @Nullable Runner runner;

    private Client client;

    @BeforeAll
    static void startRunner() throws Exception {
        options = Sandbox.options(directory, FakeBox.working(directory), "--slots", "1", "--waiting", "0");
        runner = Runner.start(options);
    }

    @AfterAll
    static void stopRunner() {
        if (runner != null) {
            runner.close();
        }
    }

    @BeforeEach
    void connect() throws IOException {
        client = new Client(options.listen());
    }

    @AfterEach
    void hangUp() throws IOException {
        client.close();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("POST", "/programs", "", 400),
                Arguments.of("POST", "/programs", "{", 400),
                Arguments.of("POST", "/programs", "null", 400),
                Arguments.of("POST", "/programs", "[]", 400),
                Arguments.of("POST", "/programs", "{}", 400),
                Arguments.of("POST", "/programs", "\"text\"", 400),
                Arguments.of("POST", "/programs", "\0\u00ff", 400),
                Arguments.of("POST", "/programs", "[".repeat(100_000), 400),
                Arguments.of("POST", "/programs", "{\"files\":" + "[".repeat(5_000) + "}", 400),
                Arguments.of("POST", "/programs", compile("[{\"path\":\"../a\",\"content\":\"\"}]", "null"), 400),
                Arguments.of("POST", "/programs", compile("[{\"path\":\"a\",\"content\":\"!!\"}]", "null"), 400),
                Arguments.of("POST", "/programs", compile("[{\"path\":\"a\"}]", "null"), 400),
                Arguments.of("POST", "/programs", compile("[{\"content\":\"\"}]", "null"), 400),
                Arguments.of("POST", "/programs", compile("[null]", "null"), 400),
                Arguments.of("POST", "/programs", compile("[" + file("a") + "," + file("a") + "]", "null"), 400),
                Arguments.of("POST", "/programs", compile("[" + file("a/b") + "," + file("a") + "]", "null"), 400),
                Arguments.of("POST", "/programs", compile("[" + file("ö".repeat(200)) + "]", "null"), 400),
                Arguments.of("POST", "/programs", compile("[" + file("a\\ud800") + "]", "null"), 400),
                Arguments.of("POST", "/programs", compile("[]", "{\"command\":[]}"), 400),
                Arguments.of("POST", "/programs", compile("[]", "{\"command\":[null],\"environment\":{}}"), 400),
                Arguments.of("POST", "/programs", compile("[]", "{\"command\":[\"a\"],\"environment\":null}"), 400),
                Arguments.of(
                        "POST", "/programs", compile("[]", "{\"command\":[\"a\"],\"environment\":{\"A=\":\"\"}}"), 400),
                Arguments.of(
                        "POST", "/programs", compile("[]", "{\"command\":[\"a\\u0000\"],\"environment\":{}}"), 400),
                Arguments.of("POST", "/programs", compile("[]", STEP).replace("1000,", "-1,"), 400),
                Arguments.of("POST", "/programs", compile("[]", STEP).replace("1000,", "1e99,"), 400),
                Arguments.of("POST", "/programs", compile("[]", STEP).replace("1000,", "\"x\","), 400),
                Arguments.of("POST", "/programs", compile("[]", STEP).replace("67108864", "1"), 400),
                Arguments.of("POST", "/programs/x/runs", "{\"step\":" + STEP + ",\"limits\":" + LIMITS + "}", 404),
                Arguments.of("POST", "/programs/x/runs", "{\"limits\":" + LIMITS + "}", 400),
                Arguments.of("POST", "/programs/x/runs", "{\"step\":" + STEP + "}", 400),
                Arguments.of(
                        "POST",
                        "/programs/x/runs",
                        "{\"step\":" + STEP + ",\"input\":\"../../etc/passwd\",\"limits\":" + LIMITS + "}",
                        400),
                Arguments.of("POST", "/prepare", "{}", 400),
                Arguments.of("POST", "/prepare", prepare("../x", "1"), 400),
                Arguments.of("POST", "/prepare", prepare("", "1"), 400),
                Arguments.of("POST", "/prepare", prepare("java", ""), 400),
                Arguments.of("PUT", "/blobs/" + HASH, "not empty", 400),
                Arguments.of("PUT", "/blobs/x", "", 400),
                Arguments.of("PUT", "/blobs/..%2F..%2Fetc", "", 404),
                Arguments.of("DELETE", "/programs/none", "", 404),
                Arguments.of("GET", "/programs", "", 404),
                Arguments.of("PATCH", "/blobs/" + HASH, "", 404),
                Arguments.of("GET", "/", "", 404),
                Arguments.of("GET", "/no/such/path?x=y", "", 404));
    }

    private static String compile(String files, String step) {
        return "{\"files\":" + files + ",\"step\":" + step + ",\"limits\":" + LIMITS
                + ",\"programBytes\":1000,\"programFiles\":10}";
    }

    private static String file(String path) {
        return "{\"path\":\"" + path + "\",\"content\":\"\"}";
    }

    private static String prepare(String language, String version) {
        return "{\"language\":\"" + language + "\",\"version\":\"" + version + "\",\"files\":[],\"step\":" + STEP
                + ",\"limits\":" + LIMITS + "}";
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aBadRequestIsAnsweredWithAProblemAndTheConnectionLivesOn(String method, String path, String body, int status)
            throws IOException {
        Client.Answer answer = client.call(method, path, body.getBytes(StandardCharsets.UTF_8));
        assertEquals(status, answer.status(), answer.text());
        assertEquals("application/problem+json", answer.headers().get("content-type"));
        assertEquals(status, answer.json().get("status").asInt());
        assertTrue(answer.json().get("detail").asString().length() > 10, answer.text());
        assertEquals(204, client.get("/health/live").status());
    }

    @Test
    void theAnswerSaysWhereAndWhatAndWhatIsAllowed() throws IOException {
        assertEquals(
                "the body is not as it should be at files[1]: path '/etc/x' is not allowed: it must be relative,"
                        + " 1 to 255 characters, without '.', '..' or empty parts",
                detail(compile("[" + file("a") + "," + file("/etc/x") + "]", "null")));
        assertEquals(
                "the body is not as it should be at limits: cpuTimeMs is 0, allowed are 1 and more",
                detail(compile("[]", STEP).replace("\"cpuTimeMs\":1000,", "")));
        assertEquals(
                "memoryBytes is 1, allowed are 4194304 to 1099511627776",
                detail(compile("[]", STEP).replace("67108864", "1")));
    }

    private String detail(String body) throws IOException {
        return client.call("POST", "/programs", body.getBytes(StandardCharsets.UTF_8))
                .json()
                .get("detail")
                .asString();
    }

    @Test
    void aBodyThatIsTooLongIsRefused() throws IOException {
        byte[] body = new byte[(16 << 20) + 1];
        Client.Answer answer = client.call("POST", "/programs", body);
        assertEquals(413, answer.status());
        assertEquals("application/problem+json", answer.headers().get("content-type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/3.7\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nno colon here\r\n\r\n",
                "POST /programs HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "POST /programs HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
                "POST /programs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void whatIsNoHttpIsNeverOurFault(String request) throws IOException {
        client.sendRaw(request.getBytes(StandardCharsets.UTF_8));
        try {
            int status = client.answer("GET").status();
            assertTrue((status >= 400 && status < 500) || status == 505, "status " + status);
        } catch (EOFException | java.net.SocketException closed) {
            // Closing the connection without a word is an answer too.
            assertTrue(request.length() > 0);
        }
    }

    @Test
    void whenAllSlotsAreBusyTheAnswerSaysWhenToAskAgain() throws IOException {
        String program = client.program(SourceFile.of("a", ""));
        RunRequest hold = new RunRequest(Step.of("hold"), Optional.empty(), Client.LIMITS);
        client.send("POST", "/programs/" + program + "/runs", json(hold));
        while (client.stream().read() != 'O') {
            // The run is on when its first frame has come, an empty one.
        }
        try (Client other = new Client(options.listen())) {
            Client.Answer busy = other.post("/programs/" + program + "/runs", hold);
            assertEquals(503, busy.status());
            assertEquals("urn:codearena:runner:busy", busy.json().get("type").asString());
            assertEquals("1", busy.headers().get("retry-after"));
        }
    }

    @Test
    void aRunThatTheBoxRefusesEndsWithAFault() throws IOException, InterruptedException {
        String program = client.program(SourceFile.of("a", ""));
        RunRequest refused = new RunRequest(Step.of("refuse"), Optional.empty(), Client.LIMITS);
        awaitSlot(program);
        Client.Ran ran = client.run(program, refused);
        assertEquals(Optional.of("the box refused the run: not today"), ran.fault());
        Client.Answer compiled =
                client.post("/programs", Client.compileRequest("arg=refuse", Client.LIMITS, SourceFile.of("a", "")));
        assertEquals(500, compiled.status());
        assertEquals("urn:codearena:runner:fault", compiled.json().get("type").asString());
    }

    private void awaitSlot(String program) throws IOException, InterruptedException {
        RunRequest speak = new RunRequest(Step.of("speak"), Optional.empty(), Client.LIMITS);
        while (client.post("/programs/" + program + "/runs", speak).status() == 503) {
            Thread.sleep(10);
        }
    }

    private static byte[] json(Object value) {
        return org.codearena.runner.wire.WireJson.mapper().writeValueAsBytes(value);
    }
}
