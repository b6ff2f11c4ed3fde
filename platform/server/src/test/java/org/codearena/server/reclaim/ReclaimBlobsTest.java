package org.codearena.server.reclaim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.codearena.server.TestDatabase;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Breakage;
import org.codearena.server.infra.DirectoryBlobs;
import org.codearena.server.infra.Jobs;
import org.codearena.server.infra.Stored;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no row names is deleted in the end, and nothing else ever. */
final class ReclaimBlobsTest {
    private static final Duration KEPT = Duration.ofDays(3);

    @TempDir
    private Path directory;

    private final Breakage breakage = new Breakage();
    private final TestDatabase db = breakage.database();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Blobs blobs;
    private ReclaimBlobs.Handler handler;
    /** Later than whatever these tests put. */
    private Instant now = Instant.now().plus(Duration.ofDays(1));

    @BeforeEach
    void open() throws IOException {
        blobs = breakage.through(new DirectoryBlobs(directory));
        new Jobs(db.database().dataSource(), "jobs", Map.of()).close();
        handler = new ReclaimBlobs.Handler(db.database(), blobs, () -> now, meters, List.of("jobs"), KEPT);
    }

    @AfterEach
    void close() {
        db.close();
    }

    private String put(String text) {
        try {
            return blobs.put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void execute(String sql, Object... arguments) {
        db.database().useTransaction(tx -> tx.execute(sql, arguments));
    }

    private void look() {
        handler.run(new ReclaimBlobs());
    }

    private void lookAfter(Duration time) {
        now = now.plus(time);
        look();
    }

    private UUID project() {
        UUID id = UUID.randomUUID();
        execute(
                "insert into project (id, user_id, name, language, created_at, changed_at)"
                        + " values (?, gen_random_uuid(), ?, 'python', now(), now())",
                id,
                "p" + id);
        return id;
    }

    private void file(UUID project, String path, String sha256) {
        execute("insert into project_file (project_id, path, sha256, size) values (?, ?, ?, 1)", project, path, sha256);
    }

    @Test
    void whatNoRowNamesGoesOnceThatHasLastedLong() throws IOException {
        String named = put("named");
        String unnamed = put("unnamed");
        file(project(), "a", named);
        look();
        lookAfter(KEPT.minusHours(1));
        assertTrue(Stored.has(blobs, unnamed));
        lookAfter(Duration.ofHours(1));
        assertFalse(Stored.has(blobs, unnamed));
        assertTrue(Stored.has(blobs, named));
        assertEquals(1, meters.counter("codearena.blobs.reclaimed").count());
    }

    @Test
    void whatLosesItsLastRowIsKeptForAsLongFromThen() throws IOException {
        String shared = put("shared");
        UUID first = project();
        UUID second = project();
        file(first, "a", shared);
        file(second, "b", shared);
        look();
        execute("delete from project where id = ?", first);
        lookAfter(KEPT);
        lookAfter(KEPT);
        execute("delete from project where id = ?", second);
        lookAfter(Duration.ofDays(1));
        lookAfter(KEPT.minusHours(1));
        assertTrue(Stored.has(blobs, shared));
        lookAfter(Duration.ofHours(1));
        assertFalse(Stored.has(blobs, shared));
    }

    @Test
    void whatIsNamedAgainBeginsAnew() throws IOException {
        String blob = put("comes and goes");
        look();
        UUID project = project();
        file(project, "a", blob);
        lookAfter(KEPT);
        execute("delete from project where id = ?", project);
        lookAfter(Duration.ofHours(1));
        lookAfter(KEPT.minusHours(1));
        assertTrue(Stored.has(blobs, blob));
    }

    /** Its row may not be committed yet. */
    @Test
    void whatWasPutAnewMeanwhileStays() throws IOException {
        now = Instant.now().minus(KEPT);
        String blob = put("put anew");
        look();
        lookAfter(KEPT);
        assertTrue(Stored.has(blobs, blob));
        lookAfter(Duration.ofHours(1));
        assertTrue(Stored.has(blobs, blob), "it was put after it was seen for the first time");
    }

    @Test
    void namesAreFoundInEveryTableAndInsideOfJson() throws IOException {
        String inJson = put("in JSON");
        String inText = put("in a text beside others");
        String inJob = put("in a job");
        execute("insert into problem_version (id, problem_id, package_hash, time_ms, memory_bytes, output_bytes,"
                + " code_bytes, statements, files, rules, tests) values (gen_random_uuid(), gen_random_uuid(), 'h', 1, 1, 1, 1,"
                + " '{}', '[]', '{}', '[{\"name\": \"1\", \"input\": \"" + inJson + "\"}]')");
        execute("insert into problem_import (id, slug, user_id, package, force) values (gen_random_uuid(), 's',"
                + " gen_random_uuid(), 'first, " + inText + ", last', false)");
        execute("insert into jobs.jobrunr_jobs (id, version, jobasjson, jobsignature, state, createdat, updatedat)"
                + " values (gen_random_uuid()::text, 1, '{\"package\": \"" + inJob
                + "\"}', 's', 'ENQUEUED', now(), now())");
        look();
        lookAfter(KEPT);
        assertTrue(Stored.has(blobs, inJson) && Stored.has(blobs, inText) && Stored.has(blobs, inJob));
    }

    private String kept = "";
    private String gone = "";

    private void oldAndNew() {
        execute("delete from project");
        execute("delete from unreferenced_blob");
        kept = put("kept");
        gone = put("gone");
        file(project(), "a", kept);
        look();
        now = now.plus(KEPT);
    }

    private void onlyWhatIsNamedIsLeft() {
        try {
            assertTrue(Stored.has(blobs, kept));
            assertFalse(Stored.has(blobs, gone));
            look();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void doneTwiceItDeletesNothingMore() {
        oldAndNew();
        look();
        onlyWhatIsNamedIsLeft();
        onlyWhatIsNamedIsLeft();
    }

    @Test
    void brokenOffAnywhereItIsDoneTheNextTime() throws Exception {
        breakage.atEveryStep(10, this::oldAndNew, this::look, this::onlyWhatIsNamedIsLeft);
    }
}
