package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Packages as others make them, one of each kind, brought over HTTP into an instance that runs, and judged there. */
@TestInstance(Lifecycle.PER_CLASS)
final class PackagesIT {
    private static final Path PACKAGES = Path.of("src/test/resources/packages");

    /** Where a contestant has to say with which file to begin; of a package's own, others take the first. */
    private static final Map<String, String> ENTRY_POINTS =
            Map.of("habits/accepted/two", "start.py", "habits/run_time_error/imports", "a.js");

    @TempDir
    private static Path directory;

    private RunningInstance instance;
    private ApiCaller admin;
    private final Map<String, String> imports = new HashMap<>();

    static List<String> packages() throws IOException {
        try (Stream<Path> all = Files.list(PACKAGES)) {
            return all.filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @BeforeAll
    void bringAllOfThemIn() throws Exception {
        instance = new RunningInstance(directory);
        instance.start();
        admin = instance.admin();
        for (String name : packages()) {
            JsonNode answer = admin.post("/problems?slug=" + name, "application/zip", zipped(PACKAGES.resolve(name)))
                    .expect(202);
            imports.put(name, answer.get("importId").asString());
        }
    }

    @AfterAll
    void end() throws Exception {
        admin.close();
        instance.end();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageIsJudgedAsItsAuthorExpects(String name) throws Exception {
        JsonNode done = imported(name);
        assertEquals("done", done.get("state").asString(), done.get("messages").toPrettyString());
        Map<JsonNode, String> handedIn = new LinkedHashMap<>();
        for (JsonNode own : done.get("submissions")) {
            assertTrue(own.get("agrees").asBoolean(), own.toString());
            assertFalse(own.get("verdict").isNull(), () -> own + " was not judged");
            handedIn.put(own, submit(name, own));
        }
        for (Map.Entry<JsonNode, String> each : handedIn.entrySet()) {
            JsonNode judged = judged(each.getValue());
            assertEquals(
                    each.getKey().get("verdict"),
                    judged.get("verdict"),
                    () -> each.getKey() + "\n" + judged.toPrettyString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "summands, accepted/most.py, 100",
        "summands, accepted/one.cpp, 42",
        "summands, rejected/not_for_1.py, 9.5",
        "summands, wrong_answer/none.py, 0",
        "nearby, accepted/exact.py, 40",
        "nearby, accepted/off_by_three.js, 28",
        "nearby, partially_accepted/not_the_large.py, 30",
        "nearby, wrong_answer/far.py, 0"
    })
    void aScoreIsWhatTheGroupsMakeOfIt(String name, String path, double score) throws Exception {
        for (JsonNode own : imported(name).get("submissions")) {
            if (own.get("path").asString().equals(path)) {
                assertEquals(score, judged(submit(name, own)).get("score").asDouble(), 1e-9);
                return;
            }
        }
        throw new AssertionError(path + " is not in " + name);
    }

    @ParameterizedTest
    @CsvSource({"mirror, interactive", "relay, multi-pass", "habits, multi-pass", "summands, scoring", "checker, batch"
    })
    void whatKindOfProblemItIsIsSaid(String name, String kind) throws Exception {
        imported(name);
        assertEquals(kind, problem(name).get("kind").asString());
    }

    @Test
    void aTimeLimitIsAsFarFromTheSlowestAsThePackageWants() throws Exception {
        imported("unhurried");
        long limit = problem("unhurried").get("limits").get("timeMs").asLong();
        assertTrue(limit >= 600 && limit % 100 == 0, () -> "twice 300 ms or more, in steps of 100 ms: " + limit);
    }

    @Test
    void statementsAreKeptInEachLanguageWithTheirConstants() throws Exception {
        imported("parts");
        JsonNode english = problem("parts");
        assertTrue(english.get("statementHtml").asString().contains("sum in kg"), english.toPrettyString());
        assertEquals(2, english.get("statementLanguages").size());
    }

    private JsonNode problem(String name) throws Exception {
        return admin.get("/problems/" + name).expect(200);
    }

    private JsonNode imported(String name) throws Exception {
        return admin.ended(String.valueOf(imports.get(name)));
    }

    private String submit(String name, JsonNode own) throws Exception {
        String path = own.get("path").asString();
        Map<String, Object> body = new HashMap<>();
        body.put("problem", name);
        body.put("language", own.get("language").asString());
        body.put("files", files(PACKAGES.resolve(name).resolve("submissions").resolve(path)));
        Optional.ofNullable(ENTRY_POINTS.get(name + "/" + path)).ifPresent(entry -> body.put("entryPoint", entry));
        return admin.post("/submissions", body).expect(202).get("id").asString();
    }

    private JsonNode judged(String id) throws Exception {
        RunningInstance.await(
                "the verdict of " + id,
                () -> !admin.get("/submissions/" + id)
                        .expect(200)
                        .get("verdict")
                        .isNull());
        return admin.get("/submissions/" + id).expect(200);
    }

    private static List<Map<String, String>> files(Path program) throws IOException {
        List<Map<String, String>> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(program)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.add(Map.of(
                        "path",
                        file.equals(program)
                                ? file.getFileName().toString()
                                : program.relativize(file).toString(),
                        "contentBase64",
                        Base64.getEncoder().encodeToString(Files.readAllBytes(file))));
            }
        }
        return files;
    }

    private static byte[] zipped(Path root) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes);
                Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(root.getFileName() + "/" + root.relativize(file)));
                Files.copy(file, zip);
            }
        }
        return bytes.toByteArray();
    }
}
