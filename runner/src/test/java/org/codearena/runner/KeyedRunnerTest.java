package org.codearena.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.codearena.runner.signature.Signature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A runner that others than its client may reach, as in a pod of its own. */
final class KeyedRunnerTest {
    private static final String KEY = "5a".repeat(32);
    private static final String HEADER = "Codearena-Signature";

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Signature signature = new Signature(KEY, InstantSource.system());
    private Runner runner;

    @BeforeEach
    void start() throws Exception {
        Path key = Files.writeString(directory.resolve("key"), KEY);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        runner = Runner.start(Options.parse(List.of(
                "--listen",
                "tcp:0.0.0.0:0",
                "--key-file",
                key.toString(),
                "--data",
                directory.resolve("data").toString(),
                "--box",
                FakeBox.working(directory).toString(),
                "--slots",
                "1")));
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    private HttpResponse<String> ask(String method, String target, Optional<String> signed)
            throws IOException, InterruptedException {
        String port = runner.address().substring(runner.address().lastIndexOf(':') + 1);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .method(method, BodyPublishers.ofString(method.equals("POST") ? "{}" : ""));
        signed.ifPresent(header -> request.header(HEADER, header));
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /programs",
        "POST, /programs/x/runs",
        "POST, /programs/x/tests",
        "POST, /prepare",
        "PUT, /blobs/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "HEAD, /blobs/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "GET, /health/ready/",
        "GET, /nothing",
    })
    void nothingButHealthIsAnsweredWithoutItsKey(String method, String target) throws Exception {
        String others = new Signature("a5".repeat(32), InstantSource.system()).sign(method, target);
        assertEquals(401, ask(method, target, Optional.empty()).statusCode());
        assertEquals(401, ask(method, target, Optional.of(others)).statusCode());
        assertEquals(
                401,
                ask(method, target, Optional.of(signature.sign(method, "/else")))
                        .statusCode());
    }

    @Test
    void whatIsSignedIsCarriedOut() throws Exception {
        String blob = "/blobs/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assertEquals(
                201, ask("PUT", blob, Optional.of(signature.sign("PUT", blob))).statusCode());
        HttpResponse<String> refused = ask("POST", "/programs", Optional.of(signature.sign("POST", "/programs")));
        assertEquals(400, refused.statusCode(), refused.body());
    }

    @Test
    void anybodyMayAskForItsHealth() throws Exception {
        assertEquals(204, ask("GET", "/health/live", Optional.empty()).statusCode());
        HttpResponse<String> ready = ask("GET", "/health/ready", Optional.empty());
        assertTrue(ready.body().contains("\"slots\":1"), ready.body());
    }
}
