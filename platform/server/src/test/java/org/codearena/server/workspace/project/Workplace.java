package org.codearena.server.workspace.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.codearena.server.TestDatabase;
import org.codearena.server.identity.TestIdentity;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.DirectoryBlobs;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Idempotency;
import org.codearena.server.infra.http.TestServer;
import org.codearena.server.kernel.Ids;
import org.codearena.server.language.Languages;
import org.codearena.server.language.OfferedLanguages;
import org.codearena.server.language.ToolchainStore;
import org.codearena.server.submission.SubmissionAccess;
import org.codearena.server.submission.SubmissionViews;
import tools.jackson.databind.JsonNode;

/** A real server that has projects, on a real database and a real object store. */
final class Workplace implements AutoCloseable {
    static final String PROJECTS = "/api/v1/projects";
    static final Quotas QUOTAS = new Quotas(8, 3 << 20, 100, 1 << 20, 8 << 20);

    private final TestDatabase db;
    private final Blobs blobs;
    private final FakeLiveFiles live = new FakeLiveFiles();
    private final TestIdentity identity;

    Workplace(Path directory) throws IOException {
        this.db = TestDatabase.open();
        this.blobs = new DirectoryBlobs(directory.resolve("blobs"));
        InstantSource clock = InstantSource.system();
        OfferedLanguages languages = new OfferedLanguages(
                Languages.of(List.of(new TemplatedLanguage())), new ToolchainStore(db.database()), clock);
        ProjectFeatures features = new ProjectFeatures(
                db.database(),
                blobs,
                new Ids(clock),
                languages,
                new SubmissionAccess(db.database(), new SubmissionViews()),
                new Idempotency(db.database(), clock),
                QUOTAS,
                live);
        this.identity = TestIdentity.start(db, features.all().toArray(Feature[]::new));
    }

    TestDatabase db() {
        return db;
    }

    Blobs blobs() {
        return blobs;
    }

    FakeLiveFiles live() {
        return live;
    }

    TestIdentity identity() {
        return identity;
    }

    /** A new project of this person's, with this name. */
    UUID project(TestIdentity.Person person, String name) {
        JsonNode made = json(201, person.post(PROJECTS, "{\"name\":\"" + name + "\",\"template\":\"shell/console\"}"));
        return UUID.fromString(made.get("id").stringValue());
    }

    /** The project gets a session in this phase. */
    UUID session(UUID project, String phase) {
        UUID id = UUID.randomUUID();
        db.database().useTransaction(tx -> tx.execute("""
                insert into session (id, project_id, user_id, language, phase, requested_at, last_used_at)
                select ?, id, user_id, language, ?, now(), now() from project where id = ?""", id, phase, project));
        return id;
    }

    HttpResponse<String> put(TestIdentity.Person person, String path, byte[] bytes) {
        return identity.server()
                .send(person.request(path)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(BodyPublishers.ofByteArray(bytes)));
    }

    HttpResponse<String> zip(TestIdentity.Person person, String path, byte[] zip) {
        return identity.server()
                .send(person.request(path)
                        .header("Content-Type", "application/zip")
                        .POST(BodyPublishers.ofByteArray(zip)));
    }

    static JsonNode json(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return TestServer.json(response);
    }

    static String detail(int status, HttpResponse<String> response) {
        return json(status, response).get("detail").stringValue();
    }

    @Override
    public void close() {
        identity.close();
        db.close();
    }
}
