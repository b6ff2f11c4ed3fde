package org.codearena.server.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codearena.server.TestDatabase;
import org.codearena.server.identity.TestIdentity;
import org.codearena.server.infra.DirectoryBlobs;
import org.codearena.server.infra.http.TestServer;
import org.codearena.server.kernel.Ids;
import org.codearena.server.problem.format.PackageBuilder;
import org.codearena.server.problem.format.ParsedPackage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What people see of problems of each kind, and what a submission for them is held against. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ShownProblemsTest {
    private final Ids ids = new Ids(InstantSource.system());
    private final ProblemStore problems = new ProblemStore();
    private final List<List<String>> asked = new ArrayList<>();
    private TestDatabase db;
    private DirectoryBlobs blobs;
    private TestIdentity identity;

    @TempDir
    Path directory;

    @BeforeAll
    void open(@TempDir Path blobDirectory) throws IOException {
        db = TestDatabase.open();
        blobs = new DirectoryBlobs(blobDirectory);
        identity =
                TestIdentity.start(db, new ProblemRoutes(db.database(), blobs, this::starterCode, (_, _) -> Set.of()));
    }

    private Map<String, String> starterCode(List<String> packageCodes) {
        asked.add(packageCodes);
        return Map.of("python", "print()");
    }

    @AfterAll
    void close() {
        identity.close();
        db.close();
    }

    private JsonNode shown(String slug, PackageBuilder builder) throws IOException {
        ParsedPackage read = builder.read(slug);
        StoredVersion version = new PackageStorage(blobs).store(read);
        db.database().useTransaction(tx -> problems.publish(tx, ids.next(), ids.next(), read, version));
        return TestServer.json(identity.anonymous().get("/api/v1/problems/" + slug));
    }

    private PackageBuilder current() {
        return PackageBuilder.current(directory);
    }

    @Test
    void aBatchProblemShowsInputsAndAnswersAndNothingElse() throws IOException {
        JsonNode shown = shown("batch", current());
        assertEquals("batch", shown.get("kind").stringValue());
        assertEquals(
                "[{\"input\":\"1 2\\n\",\"answer\":\"3\\n\"}]",
                shown.get("samples").toString());
        assertEquals(List.of(), asked.getLast());
    }

    @Test
    void aConversationShowsWhatIsSaidAndTheDataWhereThereIsNone() throws IOException {
        JsonNode shown = shown(
                "talk",
                current()
                        .yaml("type: interactive")
                        .file("output_validator/v.py", "exit(42)\n")
                        .file("data/sample/1.interaction", ">1\n<2\n")
                        .test("sample/2", "5\n", "6\n"));
        assertEquals("interactive", shown.get("kind").stringValue());
        assertEquals(
                "[{\"input\":\"\",\"answer\":\"\",\"interaction\":\">1\\n<2\\n\"},{\"input\":\"5\\n\",\"answer\":\"6\\n\"}]",
                shown.get("samples").toString());
    }

    @Test
    void aLegacyConversationShowsNoData() throws IOException {
        JsonNode shown = shown(
                "legacytalk",
                PackageBuilder.legacy(directory)
                        .yaml("validation: custom interactive")
                        .file("output_validators/v.py", "exit(42)\n")
                        .file("data/sample/more.interaction", ">3\n"));
        assertEquals(
                "[{\"input\":\"\",\"answer\":\"\",\"interaction\":\">3\\n\"}]",
                shown.get("samples").toString());
        assertFalse(shown.get("attachments").toString().contains("interaction"));
    }

    @Test
    void otherKindsHaveTheirNames() throws IOException {
        PackageBuilder passes = current().yaml("type: multi-pass").file("output_validator/v.py", "exit(42)\n");
        assertEquals("multi-pass", shown("passes", passes).get("kind").stringValue());
        PackageBuilder scored =
                PackageBuilder.current(directory.resolve("scored")).yaml("type: scoring");
        assertEquals("scoring", shown("scored", scored).get("kind").stringValue());
        PackageBuilder graded = PackageBuilder.legacy(directory.resolve("graded"))
                .file("data/testdata.yaml", "grader_flags: ignore_sample\n");
        assertEquals("batch", shown("graded", graded).get("kind").stringValue());
    }

    @Test
    void languagesAndCodeAreLimitedAsThePackageSays() throws IOException {
        shown("limited", current().file("problem.yaml", """
                        problem_format_version: 2025-09
                        name: Sum
                        languages: [cpp, python3]
                        limits: {time_limit: 1, code: 3}
                        """));
        assertEquals(List.of("cpp", "python3"), asked.getLast());
        ProblemStore.Entry entry =
                db.database().read(handle -> problems.entry(handle, "limited")).orElseThrow();
        assertEquals(List.of("cpp", "python3"), entry.languages());
        assertEquals(3 << 10, entry.codeBytes());
    }
}
