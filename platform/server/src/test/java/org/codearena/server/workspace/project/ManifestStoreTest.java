package org.codearena.server.workspace.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.codearena.server.TestDatabase;
import org.codearena.server.kernel.Ids;
import org.codearena.server.kernel.Sha256;
import org.codearena.server.workspace.project.ManifestStore.Applied;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ManifestStoreTest {
    private static final Quotas QUOTAS = new Quotas(1_000, 1_000, 6_000, 500, 1_500);

    private final Ids ids = new Ids(InstantSource.system());
    private final ManifestStore manifests = new ManifestStore(QUOTAS);
    private TestDatabase db;

    @BeforeAll
    void open() {
        db = TestDatabase.open();
    }

    @AfterAll
    void close() {
        db.close();
    }

    @Test
    void aChangeGrowsTheRevisionAndKeepsTheCounts() {
        UUID project = project();
        assertEquals(new Applied.Done(1, 2, 30), apply(project, 0, List.of(file("a", 10), file("b/c", 20)), List.of()));
        assertEquals(
                new Applied.Done(2, 2, 12),
                apply(project, 1, List.of(file("a", 5), file("d", 7)), List.of("b/c", "never was")));
        assertEquals(List.of(file("a", 5), file("d", 7)), files(project));
        assertEquals(Optional.of(2L), revision(project));
        assertEquals(2, number("select files from project where id = ?", project));
        assertEquals(12, number("select bytes from project where id = ?", project));
    }

    @Test
    void aChangeOfNothingIsNone() {
        UUID project = project();
        assertEquals(new Applied.Done(0, 0, 0), apply(project, 0, List.of(), List.of()));
        assertEquals(Optional.of(0L), revision(project));
    }

    @Test
    void whoeverComesLateIsToldSoAndChangesNothing() {
        UUID project = project();
        apply(project, 0, List.of(file("a", 1)), List.of());
        assertEquals(new Applied.Stale(1), apply(project, 0, List.of(file("a", 2)), List.of()));
        assertEquals(List.of(file("a", 1)), files(project));
        assertEquals(new Applied.Gone(), apply(UUID.randomUUID(), 0, List.of(file("a", 2)), List.of()));
        assertEquals(Optional.empty(), revision(UUID.randomUUID()));
    }

    @Test
    void ofTwoAtOnceOneIsLate() throws Exception {
        UUID project = project();
        CountDownLatch together = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = IntStream.range(0, 6)
                    .mapToObj(i -> threads.submit(() -> {
                        together.await();
                        return apply(project, 0, List.of(file("f" + i, 1)), List.of());
                    }))
                    .toList();
            together.countDown();
            int done = 0;
            for (var result : results) {
                done += result.get() instanceof Applied.Done ? 1 : 0;
            }
            assertEquals(1, done);
        }
        assertEquals(1, files(project).size());
    }

    @Test
    void replacingLeavesExactlyTheseFiles() {
        UUID project = project();
        apply(project, 0, List.of(file("a", 1), file("b", 2), file("c/d", 3)), List.of());
        List<ManifestFile> wanted = List.of(file("a", 1), file("b", 20), file("c", 4));
        assertEquals(
                new Applied.Done(2, 3, 25),
                db.database().inTransaction(tx -> manifests.replace(tx, project, 1, wanted)));
        assertEquals(wanted, files(project));
        assertEquals(
                new Applied.Stale(2), db.database().inTransaction(tx -> manifests.replace(tx, project, 1, List.of())));
        assertEquals(
                new Applied.Done(2, 3, 25),
                db.database().inTransaction(tx -> manifests.replace(tx, project, 2, wanted)),
                "the same again is no change");
    }

    @Test
    void theExecutableBitIsKept() {
        UUID project = project();
        ManifestFile script = new ManifestFile("run.sh", Sha256.of(new byte[0]), 0, true);
        apply(project, 0, List.of(script), List.of());
        assertEquals(List.of(script), files(project));
    }

    @ParameterizedTest(name = "{0} beside {1}")
    @CsvSource({"a, a/b", "a/b, a", "a/b/c, a/b/c/d", "x/y, x"})
    void aFileCannotLieWhereADirectoryIs(String first, String second) {
        UUID project = project();
        apply(project, 0, List.of(file(first, 1)), List.of());
        Applied.Refused refused =
                assertInstanceOf(Applied.Refused.class, apply(project, 1, List.of(file(second, 1)), List.of("other")));
        assertFalse(refused.overQuota());
        assertTrue(refused.reason().endsWith("would be a file and a directory at once"), refused.reason());
        assertEquals(List.of(file(first, 1)), files(project));
        assertEquals(
                new Applied.Done(2, 1, 1),
                apply(project, 1, List.of(file(second, 1)), List.of(first)),
                "where the one went the other may come");
        assertInstanceOf(
                Applied.Refused.class,
                apply(project(), 0, List.of(file(first, 1), file(second, 1)), List.of()),
                "both at once");
    }

    @Test
    void neighboursWithSimilarNamesAreNoDirectories() {
        UUID project = project();
        List<ManifestFile> files =
                List.of(file("a", 1), file("a-b/c", 1), file("a.b", 1), file("a0/c", 1), file("ab/c", 1));
        assertInstanceOf(Applied.Done.class, apply(project, 0, files, List.of()));
    }

    @Test
    void quotasRefuseWithTheValueAndTheLimitAndChangeNothing() {
        UUID user = UUID.randomUUID();
        UUID project = project(user);
        assertRefused(
                "the file 'a' has 501 bytes, at most 500 are allowed",
                apply(project, 0, List.of(file("a", 501)), List.of()));
        apply(project, 0, List.of(file("a", 500)), List.of());
        assertRefused(
                "the project would have 1001 bytes, at most 1000 are allowed",
                apply(project, 1, List.of(file("b", 500), file("c", 1)), List.of()));
        assertEquals(List.of(file("a", 500)), files(project));
        apply(project, 1, List.of(file("b", 500)), List.of());
        UUID other = project(user);
        assertRefused(
                "your projects would have 1501 bytes together, at most 1500 are allowed;"
                        + " delete what you do not need any more",
                apply(other, 0, List.of(file("a", 500), file("b", 1)), List.of()));
        assertInstanceOf(Applied.Done.class, apply(other, 0, List.of(file("a", 500)), List.of()));
        assertInstanceOf(Applied.Done.class, apply(project(), 0, List.of(file("a", 500)), List.of()), "somebody else");
    }

    @Test
    void whatIsTooMuchAlreadyMayShrink() {
        UUID project = project();
        apply(project, 0, List.of(file("a", 500), file("b", 400)), List.of());
        ManifestStore strict = new ManifestStore(new Quotas(1, 100, 1, 500, 100));
        assertInstanceOf(
                Applied.Done.class,
                db.database().inTransaction(tx -> strict.apply(tx, project, 1, List.of(file("a", 300)), List.of())));
        assertInstanceOf(
                Applied.Refused.class,
                db.database().inTransaction(tx -> strict.apply(tx, project, 2, List.of(file("c", 0)), List.of())));
    }

    @Test
    void tooManyFilesAreRefused() {
        UUID project = project();
        List<ManifestFile> files =
                IntStream.rangeClosed(0, 6_000).mapToObj(i -> file("f" + i, 0)).toList();
        assertRefused(
                "the project would have 6001 files, at most 6000 are allowed", apply(project, 0, files, List.of()));
    }

    @Test
    void aRunnerThatLiesAboutSizesIsRefused() {
        List<ManifestFile> files = List.of(file("a", Long.MAX_VALUE), file("b", Long.MAX_VALUE));
        assertInstanceOf(Applied.Refused.class, apply(project(), 0, files, List.of()));
        assertThrows(IllegalArgumentException.class, () -> file("a", -1));
        assertThrows(IllegalArgumentException.class, () -> new ManifestFile("a", "../../etc/passwd", 1, false));
        assertThrows(IllegalArgumentException.class, () -> file("../a", 1));
    }

    @Test
    void aChangeNamesEachFileOnce() {
        UUID project = project();
        assertThrows(
                IllegalArgumentException.class,
                () -> apply(project, 0, List.of(file("a", 1), file("a", 2)), List.of()));
        assertThrows(IllegalArgumentException.class, () -> apply(project, 0, List.of(file("a", 1)), List.of("a")));
    }

    @Test
    void fiveThousandFilesAreTwoStatements() {
        UUID project = project();
        List<ManifestFile> files = IntStream.range(0, 5_000)
                .mapToObj(i -> file("node_modules/package-" + i % 97 + "/lib/file-" + i + ".js", 0))
                .toList();
        long began = System.nanoTime();
        assertInstanceOf(Applied.Done.class, apply(project, 0, files, List.of()));
        long put = System.nanoTime();
        assertEquals(5_000, files(project).size());
        long read = System.nanoTime();
        assertInstanceOf(
                Applied.Done.class,
                apply(
                        project,
                        1,
                        List.of(),
                        files.stream().map(ManifestFile::path).toList()));
        long deleted = System.nanoTime();
        System.out.printf(
                "5000 files: put %d ms, read %d ms, delete %d ms%n",
                (put - began) / 1_000_000, (read - put) / 1_000_000, (deleted - read) / 1_000_000);
        assertEquals(0, files(project).size());
    }

    @Test
    void pagesGoByTheBytesOfThePath() {
        UUID project = project();
        List<ManifestFile> files = new ArrayList<>();
        for (String path : List.of("B", "a", "a/".concat("b").replace("/", "-"), "ä", "z")) {
            files.add(file(path, 1));
        }
        apply(project, 0, files, List.of());
        List<ManifestFile> first = db.database().read(handle -> manifests.page(handle, project, Optional.empty(), 2));
        assertEquals(List.of("B", "a"), first.stream().map(ManifestFile::path).toList());
        List<ManifestFile> rest = db.database().read(handle -> manifests.page(handle, project, Optional.of("a"), 10));
        assertEquals(
                List.of("a-b", "z", "ä"), rest.stream().map(ManifestFile::path).toList());
    }

    private static void assertRefused(String reason, Applied applied) {
        assertEquals(new Applied.Refused(reason, true), applied);
    }

    private Applied apply(UUID project, long revision, List<ManifestFile> put, List<String> gone) {
        return db.database().inTransaction(tx -> manifests.apply(tx, project, revision, put, gone));
    }

    private List<ManifestFile> files(UUID project) {
        return db.database().read(handle -> manifests.files(handle, project));
    }

    private Optional<Long> revision(UUID project) {
        return db.database().read(handle -> manifests.revision(handle, project));
    }

    private long number(String sql, UUID project) {
        return db.database()
                .read(handle -> handle.createQuery(sql)
                        .bind(0, project)
                        .mapTo(Long.class)
                        .one());
    }

    private UUID project() {
        return project(UUID.randomUUID());
    }

    private UUID project(UUID user) {
        UUID id = ids.next();
        NewProject empty = NewProject.empty("p" + id, "python");
        db.database().useTransaction(tx -> new ProjectStore().insert(tx, id, user, empty));
        return id;
    }

    private static ManifestFile file(String path, long size) {
        return new ManifestFile(path, Sha256.of((path + size).getBytes(StandardCharsets.UTF_8)), size, false);
    }
}
