package org.codearena.server.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.codearena.server.TestDatabase;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Breakage;
import org.codearena.server.infra.DirectoryBlobs;
import org.codearena.server.kernel.Ids;
import org.codearena.server.problem.ImportStore.Order;
import org.codearena.server.problem.format.JudgedSubmission;
import org.codearena.server.problem.format.JudgedSubmission.JudgedTest;
import org.codearena.server.problem.format.PackageBuilder;
import org.codearena.server.problem.format.PackageLimits;
import org.codearena.server.problem.format.ZipIntake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports as jobs: done twice, broken off anywhere, overtaken by newer ones, and left without a job. */
final class ImportJobsTest {
    @TempDir
    private Path directory;

    private final Breakage breakage = new Breakage();
    private final TestDatabase db = breakage.database();
    private final Ids ids = new Ids(InstantSource.system());
    private final ImportStore store = new ImportStore();
    private final List<UUID> enqueued = new ArrayList<>();
    private Blobs blobs;
    private ProblemImports imports;
    private ImportPackage.Handler handler;
    private int made;
    private String slug = "";

    @BeforeEach
    void open() throws IOException {
        blobs = breakage.through(new DirectoryBlobs(directory.resolve("blobs")));
        ZipIntake zips = new ZipIntake(PackageLimits.DEFAULT, Files.createDirectory(directory.resolve("scratch")));
        FakeJudging judging = new FakeJudging((_, _) ->
                JudgedSubmission.of("python", "accepted", List.of(new JudgedTest("sample/1", "accepted", 10, ""))));
        imports = new ProblemImports(db.database(), blobs, ids, judging, PackageLimits.DEFAULT, zips);
        handler = new ImportPackage.Handler(imports);
    }

    @AfterEach
    void close() throws IOException {
        db.close();
        try (Stream<Path> left = Files.list(directory.resolve("scratch"))) {
            assertEquals(List.of(), left.toList(), "nothing unpacked is left");
        }
    }

    /** An import of the problem at hand, whose package has this test. */
    private UUID order(String input) {
        PackageBuilder builder = PackageBuilder.current(directory.resolve("p" + ++made));
        Order order;
        try {
            byte[] zip = builder.test("secret/02", input + " 1\n", "7\n").zip("");
            order = new Order(ids.next(), slug, ids.next(), blobs.put(new ByteArrayInputStream(zip)), false);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
        db.database().useTransaction(tx -> store.insert(tx, order));
        return order.id();
    }

    private void nextProblem() {
        slug = "problem" + ++made;
    }

    private ImportReport report(UUID id) {
        return db.database().read(handle -> store.report(handle, id)).orElseThrow();
    }

    private int versions() {
        return db.database()
                .read(handle -> handle.createQuery("""
                        select count(*) from problem_version v join problem p on p.id = v.problem_id where p.slug = :slug""")
                        .bind("slug", slug)
                        .mapTo(Integer.class)
                        .one());
    }

    private String currentHash() {
        return db.database()
                .read(handle -> handle.createQuery("""
                        select package_hash from problem_version v join problem p on p.version_id = v.id
                         where p.slug = :slug""")
                        .bind("slug", slug)
                        .mapTo(String.class)
                        .one());
    }

    private void isPublished(UUID id) {
        ImportReport report = report(id);
        assertEquals("done", report.state(), report.toString());
        assertEquals(
                1,
                report.messages().stream()
                        .filter(message -> message.text().startsWith("published as"))
                        .count(),
                report.toString());
        assertEquals(1, report.submissions().size(), report.toString());
        assertEquals(1, versions());
    }

    @Test
    void doneTwiceItPublishesOnce() throws IOException {
        nextProblem();
        UUID id = order("6");
        handler.run(new ImportPackage(id));
        handler.run(new ImportPackage(id));
        isPublished(id);
    }

    @Test
    void brokenOffAnywhereItIsPublishedTheNextTime() throws Exception {
        List<UUID> current = new ArrayList<>();
        breakage.atEveryStep(
                15,
                () -> {
                    nextProblem();
                    current.add(order("6"));
                },
                () -> handler.run(new ImportPackage(current.getLast())),
                () -> isPublished(current.getLast()));
    }

    @Test
    void anImportThatComesAgainReplacesNoNewerOne() throws Exception {
        boolean broken = true;
        for (int steps = 0; broken; steps++) {
            nextProblem();
            UUID older = order("6");
            broken = breakage.isBrokenOff(() -> handler.run(new ImportPackage(older)), steps);
            handler.run(new ImportPackage(order("5")));
            String newest = currentHash();
            handler.run(new ImportPackage(older));
            assertEquals(newest, currentHash(), "broken off after " + steps + " steps");
            assertTrue(
                    Set.of("done", "failed").contains(report(older).state()),
                    report(older).toString());
        }
    }

    @Test
    void whatALifeThatNobodyWaitsForTellsChangesNothing() throws IOException {
        nextProblem();
        UUID id = order("6");
        ImportProgress late = new ImportProgress(db.database(), id);
        handler.run(new ImportPackage(id));
        late.say("info", "1 tests read");
        late.end("failed");
        isPublished(id);
    }

    private void age(UUID id, String interval) {
        db.database()
                .useTransaction(tx -> tx.execute(
                        "update problem_import set created_at = now() - interval '" + interval + "' where id = ?", id));
    }

    @Test
    void anImportWithoutAJobIsQueuedAgainAndTheOthersAreLeftAlone() throws IOException {
        nextProblem();
        UUID lost = order("6");
        age(lost, "3 minutes");
        UUID young = order("5");
        UUID done = order("4");
        handler.run(new ImportPackage(done));
        age(done, "3 minutes");
        ResumeImports.Handler resume = new ResumeImports.Handler(imports, enqueued::add);
        resume.run(new ResumeImports());
        assertEquals(List.of(lost), enqueued);
        resume.run(new ResumeImports());
        assertEquals(Set.of(lost), Set.copyOf(enqueued), "its id is its job's, so twice is once");
        assertEquals("running", report(young).state());
    }

    @Test
    void resumingBrokenOffAnywhereIsDoneTheNextTime() throws Exception {
        List<UUID> lost = new ArrayList<>();
        List<UUID> old = new ArrayList<>();
        ResumeImports.Handler resume = new ResumeImports.Handler(imports, enqueued::add);
        breakage.atEveryStep(
                3,
                () -> {
                    nextProblem();
                    db.database().useTransaction(tx -> tx.execute("delete from problem_import"));
                    enqueued.clear();
                    lost.add(order("6"));
                    age(lost.getLast(), "3 minutes");
                    old.add(order("5"));
                    age(old.getLast(), "25 hours");
                },
                () -> resume.run(new ResumeImports()),
                () -> {
                    assertEquals(Set.of(lost.getLast()), Set.copyOf(enqueued));
                    ImportReport given = report(old.getLast());
                    assertEquals("failed", given.state());
                    assertEquals(1, given.messages().size(), given.toString());
                });
    }
}
