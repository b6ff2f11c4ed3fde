package org.codearena.server.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.codearena.server.TestDatabase;
import org.codearena.server.identity.Role;
import org.codearena.server.identity.TestIdentity;
import org.codearena.server.infra.DirectoryBlobs;
import org.codearena.server.infra.http.TestServer;
import org.codearena.server.kernel.Ids;
import org.codearena.server.problem.format.JudgedSubmission;
import org.codearena.server.problem.format.JudgedSubmission.JudgedTest;
import org.codearena.server.problem.format.PackageBuilder;
import org.codearena.server.problem.format.PackageLimits;
import org.codearena.server.problem.format.PackageSubmission;
import org.codearena.server.problem.format.ZipIntake;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Packages over HTTP into a real database and out again. Judging is played by what the submissions' sources say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImportsTest {
    private static final String PROBLEMS = "/api/v1/problems";

    private Path directory;
    private final FakeJudging judging = new FakeJudging(this::judge);
    private TestDatabase db;
    private TestIdentity identity;
    private DirectoryBlobs blobs;
    private ProblemImports imports;
    private TestIdentity.Person setter;
    private TestIdentity.Person user;
    private final List<String> judged = new ArrayList<>();
    private final Set<UUID> solved = new java.util.HashSet<>();
    private Path packages;
    private int packagesMade;

    @BeforeAll
    void open(@TempDir Path temporary) throws IOException {
        directory = temporary;
        db = TestDatabase.open();
        blobs = new DirectoryBlobs(directory.resolve("blobs"));
        Ids ids = new Ids(InstantSource.system());
        ZipIntake zips = new ZipIntake(PackageLimits.DEFAULT, Files.createDirectory(directory.resolve("scratch")));
        imports = new ProblemImports(db.database(), blobs, ids, judging, PackageLimits.DEFAULT, zips);
        identity = TestIdentity.start(
                db,
                new ProblemRoutes(
                        db.database(), blobs, _ -> java.util.Map.of("python", "print()"), (_, _) -> Set.copyOf(solved)),
                new ImportRoutes(db.database(), blobs, ids, this::carryOut, zips));
        setter = identity.register("setter", Role.SETTER);
        user = identity.register("somebody");
    }

    @AfterAll
    void close() {
        identity.close();
        db.close();
    }

    @BeforeEach
    void forget() {
        judged.clear();
        judging.forget();
        solved.clear();
        packages = directory.resolve("packages");
    }

    @AfterEach
    void nothingUnpackedIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(directory.resolve("scratch"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    private void carryOut(UUID id) {
        try {
            imports.carryOut(id);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A source says which verdict it gets and how long it takes: "gets wrong-answer in 20", or "in no language". */
    private JudgedSubmission judge(StoredVersion version, PackageSubmission submission) {
        String source = submission.files().getFirst().text().strip();
        judged.add(submission.path() + " within " + version.timeMs());
        if (source.equals("in no language")) {
            return JudgedSubmission.skipped();
        }
        String[] words = source.startsWith("gets ") ? source.split(" ", -1) : new String[] {"", "accepted", "", "10"};
        long time = Long.parseLong(words[3]);
        String verdict = time > version.timeMs() ? "time-limit-exceeded" : words[1];
        return JudgedSubmission.of(
                "python",
                verdict,
                verdict.equals("compile-error") ? List.of() : List.of(new JudgedTest("sample/1", verdict, time, "")));
    }

    private PackageBuilder current() {
        return PackageBuilder.current(packages.resolve("p" + ++packagesMade));
    }

    private PackageBuilder legacy() {
        return PackageBuilder.legacy(packages.resolve("p" + ++packagesMade));
    }

    @Test
    void aPackageBecomesAProblemThatPeopleCanRead() {
        PackageBuilder builder = current()
                .yaml("keywords: [hard, graphs]")
                .file("statement/problem.en.md", "Add $a$ and $b$: ![dog](dog.png)\n")
                .file("statement/dog.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .file("attachments/tool.py", "print(1)")
                .file("data/sample/1.in.statement", "1 plus 2\n")
                .file("data/sample/1.in.download", "1 2\n");
        JsonNode report = imported("readable", builder);
        assertEquals("done", report.get("state").stringValue());
        assertEquals(List.of("2 tests and 1 submissions read", "published as 'readable'"), texts(report));
        JsonNode own = report.get("submissions").get(0);
        assertEquals(
                "{\"path\":\"accepted/sum.py\",\"language\":\"python\",\"expected\":[\"accepted\"],"
                        + "\"verdict\":\"accepted\",\"agrees\":true}",
                own.toString());

        JsonNode problem = TestServer.json(identity.anonymous().get(PROBLEMS + "/readable"));
        assertEquals("Sum", problem.get("title").stringValue());
        assertEquals("hard", problem.get("difficulty").stringValue());
        assertEquals("[\"graphs\"]", problem.get("tags").toString());
        assertEquals("batch", problem.get("kind").stringValue());
        assertEquals(
                "[{\"input\":\"1 plus 2\\n\",\"answer\":\"3\\n\"}]",
                problem.get("samples").toString());
        assertEquals(
                "{\"timeMs\":2000,\"memoryBytes\":2147483648,\"outputBytes\":8388608,\"codeBytes\":262144}",
                problem.get("limits").toString());
        assertTrue(problem.get("statementHtml").stringValue().contains("<span class=\"math inline\">a</span>"));
        assertTrue(
                problem.get("statementHtml").stringValue().contains("src=\"/api/v1/problems/readable/files/dog.png\""));
        assertEquals(
                "[{\"name\":\"tool.py\",\"url\":\"/api/v1/problems/readable/files/tool.py\",\"bytes\":8}]",
                problem.get("attachments").toString());
    }

    @Test
    void filesAreServedSoThatTheyDoNothing() {
        imported(
                "served",
                current()
                        .file("statement/drawing.svg", "<svg><script>alert(1)</script></svg>")
                        .file("attachments/page.html", "<script>alert(1)</script>"));
        HttpResponse<String> drawing = identity.anonymous().get(PROBLEMS + "/served/files/drawing.svg");
        assertEquals("image/svg+xml", TestServer.header(drawing, "Content-Type"));
        assertTrue(TestServer.header(drawing, "Content-Security-Policy").contains("sandbox"));
        assertEquals("nosniff", TestServer.header(drawing, "X-Content-Type-Options"));
        HttpResponse<String> page = identity.anonymous().get(PROBLEMS + "/served/files/page.html");
        assertEquals("application/octet-stream", TestServer.header(page, "Content-Type"));
        assertEquals("attachment; filename=\"page.html\"", TestServer.header(page, "Content-Disposition"));
        assertEquals(
                404,
                identity.anonymous()
                        .get(PROBLEMS + "/served/files/problem.yaml")
                        .statusCode());
        assertEquals(
                404,
                identity.anonymous()
                        .get(PROBLEMS + "/served/files/..%2Fproblem.yaml")
                        .statusCode());
    }

    @Test
    void aPdfIsShownAsItIs() {
        imported(
                "document",
                legacy().without("problem_statement/problem.en.tex")
                        .file("problem_statement/problem.en.pdf", "%PDF-1.7 ..."));
        JsonNode problem = TestServer.json(identity.anonymous().get(PROBLEMS + "/document"));
        assertTrue(problem.get("statementHtml").isNull());
        String url = problem.get("statementPdfUrl").stringValue();
        HttpResponse<String> pdf = identity.anonymous().get(url);
        assertEquals("%PDF-1.7 ...", pdf.body());
        assertEquals("application/pdf", TestServer.header(pdf, "Content-Type"));
        assertFalse(TestServer.header(pdf, "Content-Security-Policy").contains("sandbox"));
        assertEquals("SAMEORIGIN", TestServer.header(pdf, "X-Frame-Options"));
    }

    @Test
    void statementsComeInTheLanguageAskedFor() {
        imported(
                "languages",
                current()
                        .file("statement/problem.de.md", "Addiere.\n")
                        .file(
                                "problem.yaml",
                                "problem_format_version: 2025-09\nuuid: " + PackageBuilder.UUID
                                        + "\nname: {de: Summe, en: Sum}\nlimits: {time_limit: 1}\n"));
        JsonNode english = TestServer.json(identity.anonymous().get(PROBLEMS + "/languages"));
        assertEquals("Sum", english.get("title").stringValue());
        assertEquals("[\"de\",\"en\"]", english.get("statementLanguages").toString());
        JsonNode german = TestServer.json(identity.anonymous().get(PROBLEMS + "/languages?language=de"));
        assertEquals("Summe", german.get("title").stringValue());
        assertEquals("<p>Addiere.</p>", german.get("statementHtml").stringValue());
        JsonNode other = TestServer.json(identity.anonymous().get(PROBLEMS + "/languages?language=fr"));
        assertEquals("en", other.get("statementLanguage").stringValue());
    }

    @Test
    void everythingWrongIsAnsweredAtOnceAndNothingIsKept() throws IOException {
        long before = blobCount();
        HttpResponse<String> response = post(
                "wrong",
                zip(current().yaml("colour: red").file("data/secret/02.in", "").without("statement/problem.en.md")));
        assertEquals(400, response.statusCode());
        JsonNode errors = TestServer.json(response).get("errors");
        assertEquals(
                List.of("data/secret/02.in", "problem.yaml", "statement"),
                errors.valueStream()
                        .map(error -> error.get("field").stringValue())
                        .sorted()
                        .toList());
        assertEquals(before, blobCount());
        assertEquals(404, identity.anonymous().get(PROBLEMS + "/wrong").statusCode());
    }

    @Test
    void hostileZipsAreRefusedWithTheReason() {
        for (String[] attack : new String[][] {
            {"../evil", "climbs out of the zip with '..'"},
            {"/evil", "has an absolute path"},
            {"a\u0000b", "control character"}
        }) {
            HttpResponse<String> response = post("hostile", zip(List.of(attack[0], "problem.yaml")));
            assertEquals(400, response.statusCode());
            assertTrue(response.body().contains(attack[1]), response.body());
        }
        HttpResponse<String> nothing = post("hostile", "not a zip".getBytes(StandardCharsets.UTF_8));
        assertEquals(400, nothing.statusCode());
        assertTrue(nothing.body().contains("not a zip that can be read"), nothing.body());
        assertEquals(400, post("hostile", new byte[0]).statusCode());
    }

    @Test
    void theZipMayNameTheProblem() {
        byte[] named = current().zip("named/");
        HttpResponse<String> response = post("", named);
        assertEquals(202, response.statusCode(), response.body());
        assertEquals("named", TestServer.json(response).get("slug").stringValue());
        HttpResponse<String> nameless = post("", zip(current()));
        assertEquals(400, nameless.statusCode());
        assertTrue(nameless.body().contains("?slug="), nameless.body());
        assertEquals(400, post("Not A Slug".replace(' ', '+'), named).statusCode());
    }

    @Test
    void onlySettersImportAndDelete() {
        byte[] zip = zip(current());
        assertEquals(401, post(identity.anonymous(), "x", zip).statusCode());
        assertEquals(403, post(user, "x", zip).statusCode());
        imported("guarded", current());
        assertEquals(403, user.delete(PROBLEMS + "/guarded").statusCode());
        assertEquals(
                401,
                identity.anonymous().get("/api/v1/imports/" + UUID.randomUUID()).statusCode());
        assertEquals(404, setter.get("/api/v1/imports/" + UUID.randomUUID()).statusCode());
    }

    @Test
    void aPackageWhoseSubmissionsDisagreeIsNotPublished() {
        imported("stubborn", current());
        UUID before = version("stubborn");
        PackageBuilder builder = current()
                .test("secret/02", "", "")
                .file("submissions/accepted/bad.py", "gets wrong-answer in 20")
                .file("submissions/wrong_answer/good.py", "gets accepted in 20")
                .file("submissions/accepted/odd.cob", "in no language");
        JsonNode report = imported("stubborn", builder);
        assertEquals("failed", report.get("state").stringValue());
        String texts = texts(report).toString();
        assertTrue(texts.contains("accepted/bad.py: got wrong-answer on sample/1, permitted accepted"), texts);
        assertTrue(texts.contains("wrong_answer/good.py: no test got wrong-answer"), texts);
        assertTrue(texts.contains("accepted/odd.cob: not judged, no language here takes its files"), texts);
        assertTrue(texts.contains("not published"), texts);
        assertEquals(before, version("stubborn"));

        JsonNode forced = report(post(setter, "stubborn&force=true", zip(builder)));
        assertEquals("done", forced.get("state").stringValue());
        assertNotEquals(before, version("stubborn"));
    }

    @Test
    void whatWeCannotJudgeDoesNotAgree() {
        JsonNode report = imported("broken", current().file("submissions/accepted/x.py", "gets judge-error in 1"));
        assertEquals("failed", report.get("state").stringValue());
        assertTrue(texts(report).toString().contains("accepted/x.py: got judge-error"));
    }

    @Test
    void theSamePackageIsTheSameVersionAndAnotherOneChangesNothingThatWasJudged() {
        imported("versions", current());
        UUID first = version("versions");
        StoredVersion before = stored(first);
        imported("versions", current());
        assertEquals(first, version("versions"));
        imported("versions", current().test("secret/01", "5 5\n", "10\n"));
        UUID second = version("versions");
        assertNotEquals(first, second);
        assertEquals(before, stored(first));
        assertNotEquals(before.tests(), stored(second).tests());
        imported("versions", current());
        assertEquals(first, version("versions"));
    }

    @Test
    void testsAreKeptByTheirContentWithFlagsGroupsAndSizes() throws IOException {
        imported(
                "tests",
                current().file("data/secret/test_group.yaml", "output_validator_args: [float_tolerance, 1e-6]\n"));
        StoredTest test = stored(version("tests")).tests().get(1);
        assertEquals("secret/01", test.name());
        assertEquals("secret", test.group());
        assertEquals(4, test.inputBytes());
        assertEquals(2, test.answerBytes());
        assertEquals(
                0,
                new java.math.BigDecimal("1e-6")
                        .compareTo(test.flags().relativeTolerance().orElseThrow()));
        try (var answer = blobs.open(test.answer())) {
            assertEquals("4\n", new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aTimeLimitThatIsLeftOpenIsFoundByTheSubmissions() {
        PackageBuilder builder = legacy().without(".timelimit")
                .file("submissions/accepted/slow.py", "gets accepted in 450")
                .file("submissions/wrong_answer/w.py", "gets wrong-answer in 100")
                .file("submissions/run_time_error/r.py", "gets run-time-error in 2900")
                .file("submissions/time_limit_exceeded/t.py", "gets accepted in 7000");
        JsonNode report = imported("inferred", builder);
        assertEquals("done", report.get("state").stringValue(), report.toString());
        assertEquals(3_000, stored(version("inferred")).timeMs());
        assertTrue(texts(report).toString().contains("time limit 3000 ms: the slowest"), report.toString());
        assertEquals(
                List.of(
                        "accepted/slow.py within 20000",
                        "accepted/sum.py within 20000",
                        "run_time_error/r.py within 3000",
                        "time_limit_exceeded/t.py within 6000",
                        "wrong_answer/w.py within 3000"),
                judged.stream()
                        .sorted(java.util.Comparator.comparing((String line) -> !line.endsWith("20000")))
                        .toList());
    }

    @Test
    void aSlowSubmissionThatIsNotSlowEnoughIsWarnedOfOrDisagrees() {
        PackageBuilder builder =
                legacy().without(".timelimit").file("submissions/time_limit_exceeded/t.py", "gets accepted in 1900");
        JsonNode narrow = imported("narrow", builder);
        assertEquals("done", narrow.get("state").stringValue(), narrow.toString());
        assertTrue(texts(narrow).toString().contains("t.py: is too slow for the limit of 1000 ms, but not by as much"));
        builder.file("submissions/time_limit_exceeded/t.py", "gets accepted in 900");
        JsonNode report = imported("toofast", builder);
        assertEquals("failed", report.get("state").stringValue(), report.toString());
        assertTrue(texts(report).toString().contains("time_limit_exceeded/t.py: no test got time-limit-exceeded"));
    }

    @Test
    void aDeletedProblemIsHiddenAndItsNameIsFree() {
        imported("gone", current());
        UUID first = version("gone");
        assertEquals(204, setter.delete(PROBLEMS + "/gone").statusCode());
        assertEquals(404, identity.anonymous().get(PROBLEMS + "/gone").statusCode());
        assertEquals(404, setter.delete(PROBLEMS + "/gone").statusCode());
        assertEquals(2, stored(first).tests().size());
        imported("gone", current());
        assertNotEquals(first, version("gone"));
    }

    @Test
    void aProblemUnderEmbargoIsForSettersOnly() {
        imported("secret", current().yaml("embargo_until: 2999-01-01"));
        assertEquals(404, identity.anonymous().get(PROBLEMS + "/secret").statusCode());
        assertEquals(404, user.get(PROBLEMS + "/secret").statusCode());
        assertEquals(200, setter.get(PROBLEMS + "/secret").statusCode());
        assertFalse(slugs(user, "").contains("secret"));
        assertTrue(slugs(setter, "").contains("secret"));
        assertEquals(Optional.empty(), db.database().read(handle -> new ProblemStore().find(handle, "secret")));
        imported("open", current().yaml("embargo_until: 2020-01-01"));
        assertEquals(200, user.get(PROBLEMS + "/open").statusCode());
    }

    @Test
    void theListIsSearchedFilteredAndPaged() {
        for (String[] problem : new String[][] {
            {"list-a", "hard", "zebra"},
            {"list-b", "easy", "zebra"},
            {"list-c", "easy", "yak"},
            {"list-d", "medium", "zebra"}
        }) {
            imported(problem[0], current().yaml("keywords: [" + problem[1] + ", " + problem[2] + "]"));
        }
        assertEquals(List.of("list-b", "list-d", "list-a"), slugs(user, "?tag=zebra"));
        assertEquals(List.of("list-b"), slugs(user, "?tag=zebra&difficulty=easy"));
        assertEquals(List.of("list-c"), slugs(user, "?query=LIST-C"));
        assertEquals(List.of(), slugs(user, "?query=list_c"));
        assertEquals(List.of(), slugs(user, "?query=%25"));
        assertEquals(400, user.get(PROBLEMS + "?difficulty=impossible").statusCode());
        JsonNode first = TestServer.json(user.get(PROBLEMS + "?tag=zebra&limit=2"));
        assertEquals(2, first.get("items").size());
        JsonNode rest = TestServer.json(user.get(
                PROBLEMS + "?tag=zebra&limit=2&after=" + first.get("next").stringValue()));
        assertEquals("list-a", rest.get("items").get(0).get("slug").stringValue());
        assertTrue(rest.get("next").isNull());
        assertEquals(400, user.get(PROBLEMS + "?after=nonsense").statusCode());
    }

    @Test
    void theListSaysWhatIsSolvedAndHowOften() {
        imported("counted", current());
        ProblemStore store = new ProblemStore();
        ProblemStore.Row row =
                db.database().read(handle -> store.find(handle, "counted")).orElseThrow();
        assertEquals(null, item("counted").get("acceptance").asString(null));
        db.database().useTransaction(tx -> {
            store.count(tx, row.id(), 1, 1);
            store.count(tx, row.id(), 1, 0);
            store.count(tx, row.id(), 1, 0);
            store.count(tx, row.id(), 1, 0);
        });
        assertEquals(0.25, item("counted").get("acceptance").doubleValue());
        assertFalse(item("counted").get("solvedByMe").booleanValue());
        solved.add(row.id());
        assertTrue(item("counted").get("solvedByMe").booleanValue());
        assertEquals("medium", db.database().<String>inTransaction(tx -> store.difficulty(tx, row.id())));
    }

    @Test
    void shippedProblemsAreImportedOnceAndStayDeleted() {
        Path shipped = directory.resolve("shipped");
        PackageBuilder.current(shipped.resolve("shippedone"));
        PackageBuilder.current(shipped.resolve("shippedtwo"));
        PackageBuilder.current(shipped.resolve("shippedbad")).without("data/secret/01.ans");
        imports.importShipped(shipped);
        assertEquals(200, user.get(PROBLEMS + "/shippedone").statusCode());
        assertEquals(404, user.get(PROBLEMS + "/shippedbad").statusCode());
        assertEquals(List.of(), judged);
        assertEquals(204, setter.delete(PROBLEMS + "/shippedtwo").statusCode());
        imports.importShipped(shipped);
        assertEquals(404, user.get(PROBLEMS + "/shippedtwo").statusCode());
    }

    @Test
    void anImportThatIsDoneIsNotDoneAgain() {
        HttpResponse<String> response = post("twice", zip(current()));
        assertEquals(1, judged.size());
        carryOut(UUID.fromString(TestServer.json(response).get("importId").stringValue()));
        assertEquals(1, judged.size());
    }

    private JsonNode imported(String slug, PackageBuilder builder) {
        return report(post(slug, zip(builder)));
    }

    private JsonNode report(HttpResponse<String> response) {
        assertEquals(202, response.statusCode(), response.body());
        String id = TestServer.json(response).get("importId").stringValue();
        return TestServer.json(setter.get("/api/v1/imports/" + id));
    }

    private static List<String> texts(JsonNode report) {
        return report.get("messages")
                .valueStream()
                .map(message -> message.get("text").stringValue())
                .filter(text -> !text.startsWith("no keyword says"))
                .toList();
    }

    private HttpResponse<String> post(String slug, byte[] zip) {
        return post(setter, slug, zip);
    }

    private HttpResponse<String> post(TestIdentity.Person who, String slug, byte[] zip) {
        return identity.server()
                .send(who.request(PROBLEMS + (slug.isEmpty() ? "" : "?slug=" + slug))
                        .header("Content-Type", "application/zip")
                        .POST(BodyPublishers.ofByteArray(zip)));
    }

    private UUID version(String slug) {
        return db.database()
                .read(handle -> new ProblemStore().find(handle, slug, true))
                .orElseThrow()
                .version();
    }

    private StoredVersion stored(UUID version) {
        return db.database().read(handle -> new ProblemStore().version(handle, version));
    }

    private List<String> slugs(TestIdentity.Person who, String query) {
        return TestServer.json(who.get(PROBLEMS + (query.isEmpty() ? "?limit=100" : query)))
                .get("items")
                .valueStream()
                .map(item -> item.get("slug").stringValue())
                .toList();
    }

    private JsonNode item(String slug) {
        return TestServer.json(user.get(PROBLEMS + "?query=" + slug))
                .get("items")
                .get(0);
    }

    private long blobCount() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("blobs"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static byte[] zip(PackageBuilder builder) {
        return builder.zip("");
    }

    private static byte[] zip(List<String> names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write('x');
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }
}
