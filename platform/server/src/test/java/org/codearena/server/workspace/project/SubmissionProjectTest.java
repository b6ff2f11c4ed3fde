package org.codearena.server.workspace.project;

import static org.codearena.server.workspace.project.Workplace.PROJECTS;
import static org.codearena.server.workspace.project.Workplace.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.codearena.contract.Lane;
import org.codearena.contract.SourceFile;
import org.codearena.server.identity.Role;
import org.codearena.server.identity.TestIdentity;
import org.codearena.server.infra.StoredJson;
import org.codearena.server.kernel.Ids;
import org.codearena.server.problem.JudgingRules;
import org.codearena.server.problem.StoredFile;
import org.codearena.server.problem.StoredTest;
import org.codearena.server.submission.NewSubmission;
import org.codearena.server.submission.NewSubmission.ProblemReference;
import org.codearena.server.submission.SubmissionStore;
import org.codearena.server.validator.ValidatorFlags;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Submissions that are opened in the IDE; what their tasks say is typed in a real shell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SubmissionProjectTest {
    /** Adds two numbers, and is right. */
    private static final String ADDS = "read -r a b\necho $((a + b))\n";

    private final Ids ids = new Ids(InstantSource.system());
    private Workplace place;
    private Path directory;
    private TestIdentity.Person ada;
    private TestIdentity.Person bob;

    @BeforeAll
    void open(@TempDir Path scratch) throws IOException {
        directory = scratch;
        place = new Workplace(scratch);
        ada = place.identity().register("ada");
        bob = place.identity().register("bob");
    }

    @AfterAll
    void close() {
        place.close();
    }

    @Test
    void itHasTheProgramAndTheSamplesAndNothingSecret() {
        UUID submission = submission(problem("sum"), Optional.empty(), SourceFile.of("main.sh", ADDS));
        JsonNode project = json(201, open(ada, submission));
        assertEquals("sum", project.get("name").stringValue());
        assertEquals("shell", project.get("language").stringValue());
        assertTrue(project.get("template").isNull());
        assertEquals(
                List.of(
                        "header.sh",
                        "main.sh",
                        "samples/1.ans",
                        "samples/1.in",
                        "samples/2.ans",
                        "samples/2.args",
                        "samples/2.in",
                        "samples/run.sh",
                        "samples/test.sh"),
                files(project).stream().map(ManifestFile::path).toList());
        for (ManifestFile file : files(project)) {
            assertTrue(!text(file.sha256()).contains("secret"), file.path());
        }
        assertEquals("sh -n main.sh && sh samples/run.sh sh main.sh", command(project, "run"));
        assertEquals("sh -n main.sh", command(project, "build"));
        assertEquals("sh -n main.sh && sh samples/test.sh sh main.sh", command(project, "test"));
        json(200, ada.get(PROJECTS + "/" + project.get("id").stringValue()));
    }

    @Test
    void askingAgainGivesTheSameProject() {
        UUID submission = submission(problem("again"), Optional.empty(), SourceFile.of("main.sh", ADDS));
        String first = json(201, open(ada, submission)).get("id").stringValue();
        assertEquals(first, json(201, open(ada, submission)).get("id").stringValue());
        UUID other = submission(problem("again-2"), Optional.empty(), SourceFile.of("main.sh", ADDS));
        json(200, ada.patch(PROJECTS + "/" + first, "{\"name\":\"again-2\"}"));
        assertEquals("again-2 2", json(201, open(ada, other)).get("name").stringValue());
    }

    @Test
    void onlyItsOwnerAndSettersOpenIt() {
        UUID submission = submission(problem("mine"), Optional.empty(), SourceFile.of("main.sh", ADDS));
        assertEquals(403, open(bob, submission).statusCode());
        assertEquals(401, open(place.identity().anonymous(), submission).statusCode());
        assertEquals(404, open(ada, UUID.randomUUID()).statusCode());
        TestIdentity.Person setter = place.identity().register("setter", Role.SETTER);
        JsonNode copy = json(201, open(setter, submission));
        assertEquals(404, ada.get(PROJECTS + "/" + copy.get("id").stringValue()).statusCode(), "it is the setter's");
    }

    @Test
    void aProgramWhoseStartIsUnclearHasNoTasks() {
        UUID submission = submission(problem("unclear"), Optional.empty(), SourceFile.of("what.sh", ADDS));
        assertEquals(0, json(201, open(ada, submission)).get("tasks").size());
    }

    @Test
    void aProgramWithoutSamplesIsJustRun() {
        UUID id = ids.next();
        insert(id, Optional.empty(), Optional.of("go.sh"), List.of(SourceFile.of("go.sh", "echo hi\n")));
        JsonNode project = json(201, open(ada, id));
        assertEquals("program", project.get("name").stringValue());
        assertEquals("sh -n go.sh && sh go.sh", command(project, "run"));
        assertEquals(2, project.get("tasks").size());
        assertEquals(new Ended(0, "hi\n"), type(lay(project), command(project, "run"), ""));
    }

    @Test
    void itsOwnFilesKeepTheirPlaces() {
        UUID submission = submission(
                problem("places"),
                Optional.of("Samples/main.sh"),
                SourceFile.of("Samples/main.sh", ADDS),
                SourceFile.of("samples-2/x", "x"));
        JsonNode project = json(201, open(ada, submission));
        assertEquals("sh -n Samples/main.sh && sh samples-3/test.sh sh Samples/main.sh", command(project, "test"));
    }

    @Test
    void testingSaysWhichSamplesAreRight() {
        TestIdentity.Person tess = place.identity().register("tess");
        JsonNode right = json(201, open(tess, mine(tess, ADDS)));
        assertEquals(
                new Ended(0, "sample 1: right\nsample 2: right\n2 of 2 right\n"),
                type(lay(right), command(right, "test"), ""));
        String wrong = "read -r a b\nif [ $a = 1 ]; then echo 3; else echo 8; exit 0; fi\n";
        JsonNode other = json(201, open(tess, mine(tess, wrong)));
        assertEquals(new Ended(1, """
                        sample 1: right
                        sample 2: differs; - is the answer, + is what the program printed
                        @@ -1 +1 @@
                        -7
                        +8
                        1 of 2 right
                        """), type(lay(other), command(other, "test"), ""));
        String crashes = "exit 3\n";
        JsonNode third = json(201, open(tess, mine(tess, crashes)));
        assertEquals(
                new Ended(1, "sample 1: ended with status 3\nsample 2: ended with status 3\n0 of 2 right\n"),
                type(lay(third), command(third, "test"), ""));
        String broken = "if\n";
        JsonNode fourth = json(201, open(tess, mine(tess, broken)));
        assertEquals(2, type(lay(fourth), command(fourth, "test"), "").status(), "it does not even build");
    }

    private UUID mine(TestIdentity.Person person, String program) {
        UUID id = ids.next();
        insert(
                person,
                id,
                Optional.of(problem("of" + id)),
                Optional.empty(),
                List.of(SourceFile.of("main.sh", program)));
        return id;
    }

    @Test
    void runningTakesTheSampleThatIsChosen() {
        String shows = "echo \"arguments: $*\"\ncat\n";
        JsonNode project = json(201, open(bob, mine(bob, shows)));
        Path there = lay(project);
        String run = command(project, "run");
        assertEquals(new Ended(0, "arguments: \n1 2\n"), type(there, run, "typed\n"));
        assertEquals(new Ended(0, "arguments: two words x\n3 4\n"), type(there, "export SAMPLE=2; " + run, ""));
        assertEquals(new Ended(0, "arguments: \ntyped\n"), type(there, "export SAMPLE=-; " + run, "typed\n"));
        assertEquals(2, type(there, "export SAMPLE=9; " + run, "").status());
        assertEquals(2, type(there, "export SAMPLE='../main'; " + run, "").status());
    }

    /** In a terminal it asks; {@code script} gives it one. */
    @Test
    void inATerminalItAsksForTheSample() {
        JsonNode project = json(201, open(bob, mine(bob, "cat\n")));
        String run = command(project, "run");
        Ended ended = type(lay(project), "script -qec '" + run + "' /dev/null", "2\n");
        assertTrue(ended.printed().contains("Which sample, 1 2?"), ended.printed());
        assertTrue(ended.printed().endsWith("3 4\r\n"), ended.printed());
    }

    private record Ended(int status, String printed) {}

    private static Ended type(Path there, String command, String input) {
        try {
            Path given = Files.writeString(Files.createTempFile(there, "given", ""), input);
            Process shell = new ProcessBuilder("sh", "-c", command)
                    .directory(there.toFile())
                    .redirectInput(given.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(shell.waitFor(1, TimeUnit.MINUTES), "still running");
            Files.delete(given);
            return new Ended(shell.exitValue(), printed);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** The project's files on a disk. */
    private Path lay(JsonNode project) {
        try {
            Path there = Files.createTempDirectory(directory, "laid");
            for (ManifestFile file : files(project)) {
                Path path = there.resolve(file.path());
                Files.createDirectories(path.getParent());
                Files.writeString(path, text(file.sha256()));
            }
            return there;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String command(JsonNode project, String task) {
        for (JsonNode each : project.get("tasks")) {
            if (each.get("id").stringValue().equals(task)) {
                return each.get("command").stringValue();
            }
        }
        throw new AssertionError("no task " + task + " in " + project);
    }

    private List<ManifestFile> files(JsonNode project) {
        UUID id = UUID.fromString(project.get("id").stringValue());
        return place.db().database().read(handle -> new ManifestStore(Quotas.DEFAULT).files(handle, id));
    }

    private static HttpResponse<String> open(TestIdentity.Person person, UUID submission) {
        return person.post("/api/v1/submissions/" + submission + "/project", "");
    }

    private UUID submission(ProblemReference problem, Optional<String> entryPoint, SourceFile... files) {
        UUID id = ids.next();
        insert(id, Optional.of(problem), entryPoint, List.of(files));
        return id;
    }

    private void insert(UUID id, Optional<ProblemReference> problem, Optional<String> entry, List<SourceFile> files) {
        insert(ada, id, problem, entry, files);
    }

    private void insert(
            TestIdentity.Person person,
            UUID id,
            Optional<ProblemReference> problem,
            Optional<String> entry,
            List<SourceFile> files) {
        NewSubmission submission = new NewSubmission(
                person.id(),
                problem,
                Lane.PRACTICE,
                "shell",
                files,
                entry,
                Optional.empty(),
                NewSubmission.RunLimits.DEFAULT);
        place.db().database().useTransaction(tx -> new SubmissionStore().insert(tx, id, submission));
    }

    /** A problem with two samples, a conversation and a secret test. */
    private ProblemReference problem(String slug) {
        List<StoredTest> tests = List.of(
                test(1, true, "1 2\n", "3 \n\n", List.of(), null),
                test(2, true, "3 4\n", "7\n", List.of("two words", "x"), null),
                test(3, true, "a secret conversation", "a secret", List.of(), blob("> hello\n")),
                test(4, false, "a secret input", "a secret answer", List.of(), null));
        JudgingRules rules = new JudgingRules(
                false,
                1,
                Optional.empty(),
                JudgingRules.Validation.DEFAULT,
                JudgingRules.Compilation.DEFAULT,
                Map.of("shell", List.of(new StoredFile("header.sh", blob("given=1\n")))),
                List.of(),
                false,
                Optional.empty());
        UUID problem = ids.next();
        UUID version = ids.next();
        place.db().database().useTransaction(tx -> {
            tx.execute("""
                    insert into problem_version (id, problem_id, package_hash, time_ms, memory_bytes, output_bytes,
                                                 code_bytes, statements, files, tests, rules)
                    values (?, ?, ?, 1, 1, 1, 1, '{}', '{}', cast(? as jsonb), cast(? as jsonb))""", version, problem, "hash", StoredJson.write(tests), StoredJson.write(rules));
            tx.execute(
                    "insert into problem (id, slug, version_id, title, difficulty, tags) values (?, ?, ?, '', 'easy', '{}')",
                    problem,
                    slug,
                    version);
        });
        return new ProblemReference(problem, version);
    }

    private StoredTest test(
            int number,
            boolean sample,
            String input,
            String answer,
            List<String> arguments,
            @Nullable String interaction) {
        return new StoredTest(
                number,
                "test/" + number,
                sample ? "sample" : "secret",
                sample,
                blob(input),
                input.length(),
                blob(answer),
                answer.length(),
                blob(input),
                blob(answer),
                ValidatorFlags.NONE,
                arguments,
                List.of(),
                Map.of(),
                false,
                interaction);
    }

    private String blob(String text) {
        try {
            return place.blobs().put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String text(String sha256) {
        try (InputStream in = place.blobs().open(sha256)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
