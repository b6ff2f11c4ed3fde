package org.codearena.server.workspace.session;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.codearena.server.TestDatabase;
import org.codearena.server.Until;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.DirectoryBlobs;
import org.codearena.server.infra.Notices;
import org.codearena.server.kernel.Ids;
import org.codearena.server.workspace.orchestrator.Orchestrator;
import org.codearena.server.workspace.project.ManifestFile;
import org.codearena.server.workspace.project.ManifestStore;
import org.codearena.server.workspace.project.Quotas;

/** People, projects and servers that bring about their sessions, on a real database and a real object store. */
final class Studio implements AutoCloseable {
    static final Quotas QUOTAS = new Quotas(50, 1 << 20, 100, 100_000, 10 << 20);
    static final SessionLimits LIMITS = new SessionLimits(
            2,
            Duration.ofMinutes(30),
            Duration.ofHours(12),
            Duration.ofMinutes(2),
            Duration.ofSeconds(20),
            2,
            Duration.ofMinutes(10));
    static final String SERVER = "server";

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final TestDatabase db;
    private final Blobs blobs;
    private final Ids ids = new Ids(InstantSource.system());
    private final ManifestStore manifests = new ManifestStore(QUOTAS);
    private final List<Running> running = new ArrayList<>();

    Studio(Path directory) {
        this(directory, TestDatabase.open());
    }

    /** @param db becomes the studio's to close */
    Studio(Path directory, TestDatabase db) {
        this.db = db;
        try {
            this.blobs = new DirectoryBlobs(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    TestDatabase db() {
        return db;
    }

    /** A server that works. */
    final class Running implements AutoCloseable {
        private final Notices notices = new Notices(db.config());
        private final SessionService service;

        private Running(InstantSource clock) {
            service = new SessionService(
                    new SessionService.Parts(db.database(), notices, blobs, ids, clock, new SimpleMeterRegistry()),
                    LIMITS,
                    QUOTAS);
        }

        SessionService service() {
            return service;
        }

        Notices notices() {
            return notices;
        }

        @Override
        public void close() {
            service.close();
            notices.close();
        }
    }

    Running start(Orchestrator orchestrator) {
        return start(orchestrator, SERVER, InstantSource.system(), true);
    }

    /** @param hears whether the database's notices reach it */
    Running start(Orchestrator orchestrator, String name, InstantSource clock, boolean hears) {
        Running server = new Running(clock);
        server.service.reconcile(orchestrator, name, language -> "codearena-" + language, LOOK_EVERY);
        if (hears) {
            server.notices.start();
        }
        running.add(server);
        return server;
    }

    /** A server that only takes requests. */
    Running door(InstantSource clock) {
        Running server = new Running(clock);
        running.add(server);
        return server;
    }

    UUID user() {
        UUID id = ids.next();
        execute("insert into users (id, username, password_hash, created_at) values (?, ?, '', now())", id, "u" + id);
        return id;
    }

    /** A project of theirs with these files, texts by path. */
    UUID project(UUID user, Map<String, String> files) {
        UUID id = ids.next();
        execute("""
            insert into project (id, user_id, name, language, tasks, created_at, changed_at)
            values (?, ?, ?, 'python', '[{"id":"run","label":"Run","command":"python3 main.py","serves":false}]', now(), now())\
            """, id, user, "project" + " " + id);
        List<ManifestFile> put = files.entrySet().stream()
                .map(each ->
                        new ManifestFile(each.getKey(), blob(each.getValue()), bytes(each.getValue()).length, false))
                .toList();
        db.database().useTransaction(tx -> manifests.apply(tx, id, 0, put, List.of()));
        return id;
    }

    private String blob(String text) {
        try {
            return blobs.put(new ByteArrayInputStream(bytes(text)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What the manifest has, read from the object store: texts by path. */
    Map<String, String> files(UUID project) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (ManifestFile file : db.database().read(handle -> manifests.files(handle, project))) {
            try (InputStream in = blobs.open(file.sha256())) {
                texts.put(file.path(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return texts;
    }

    UUID request(Running server, UUID user, UUID project) {
        return db.database()
                .inTransaction(tx -> server.service().sessions().request(tx, user, project))
                .id();
    }

    Session session(UUID id) {
        return db.database()
                .read(handle -> new SessionStore(InstantSource.system()).find(handle, id))
                .orElseThrow();
    }

    Session await(UUID id, Phase phase) {
        Until.holds(id + " is " + phase, () -> session(id).phase() == phase);
        return session(id);
    }

    List<SessionEvent> events(UUID session) {
        return db.database().read(handle -> new EventStore(InstantSource.system()).after(handle, session, 0));
    }

    /** Names of events, steps as they are, phases and notices with their kind. */
    List<String> story(UUID session) {
        return events(session).stream()
                .map(event -> event.kind() == SessionEvent.Kind.STEP
                        ? event.name()
                        : event.kind().wireName() + " " + event.name())
                .toList();
    }

    boolean unsaved(UUID project) {
        return db.database()
                .read(handle -> !new SessionStore(InstantSource.system())
                        .unsavedAmong(handle, List.of(project))
                        .isEmpty());
    }

    void execute(String sql, Object... arguments) {
        db.database().useTransaction(tx -> tx.execute(sql, arguments));
    }

    /** Ends every server, and then every session. */
    void endAll() {
        running.forEach(Running::close);
        running.clear();
        execute("update session set phase = 'failed' where phase not in ('stopped', 'failed')");
    }

    @Override
    public void close() {
        endAll();
        db.close();
    }
}
