package org.codearena.server.workspace.project;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.codearena.contract.workspace.FileWritten;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Quoted;
import org.codearena.server.workspace.project.LiveFiles.Content;
import org.codearena.server.workspace.project.LiveFiles.Disk;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of projects: on the disk of a project's session while it has one, else in the manifest and the object store. What
 * is changed while a session is neither up nor over is refused for now, as one or the other would not see it. Thread-safe.
 */
final class ProjectFiles {
    private static final Logger log = LoggerFactory.getLogger(ProjectFiles.class);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Database database;
    private final Blobs blobs;
    private final LiveFiles live;
    private final ManifestStore manifests;

    ProjectFiles(Database database, Blobs blobs, LiveFiles live, Quotas quotas) {
        this.database = database;
        this.blobs = blobs;
        this.live = live;
        this.manifests = new ManifestStore(quotas);
    }

    /** A file as it is now. The caller, who has seen whose project it is, closes it. */
    Content read(UUID project, String path) throws IOException {
        Optional<Disk> disk = live.of(project);
        Optional<Content> content = disk.isPresent() ? answer(() -> disk.get().read(path)) : stored(project, path);
        return content.orElseThrow(() -> Fault.notFound("the project has no file " + Quoted.of(path)));
    }

    private Optional<Content> stored(UUID project, String path) throws IOException {
        Optional<ManifestFile> file = database.read(handle -> manifests.file(handle, project, path));
        return file.isPresent()
                ? Optional.of(
                        new Content(blobs.open(file.get().sha256()), file.get().size()))
                : Optional.empty();
    }

    /** Files by path, those after this one; of a live project what is on the disk now. */
    List<ManifestFile> page(UUID project, Optional<String> after, int limit) {
        flush(project);
        return database.read(handle -> manifests.page(handle, project, after, limit));
    }

    /** All files; of a live project what is on the disk now. */
    List<ManifestFile> all(UUID project) {
        flush(project);
        return database.read(handle -> manifests.files(handle, project));
    }

    private void flush(UUID project) {
        live.of(project)
                .ifPresent(disk -> answer(() -> {
                    disk.flush();
                    return disk;
                }));
    }

    /** Writes a file over what is there; one that may be executed stays so. */
    FileWritten write(UUID user, UUID project, String path, InputStream bytes) throws IOException {
        Counted counted = new Counted(bytes);
        ManifestFile file = new ManifestFile(path, blobs.put(counted), counted.count, false);
        Optional<Disk> disk = live.of(project);
        if (disk.isEmpty()) {
            change(
                    user,
                    project,
                    tx -> List.of(manifests
                            .file(tx, project, path)
                            .map(known -> new ManifestFile(path, file.sha256(), file.size(), known.executable()))
                            .orElse(file)));
            return new FileWritten(path, file.sha256(), file.size());
        }
        try (InputStream stored = blobs.open(file.sha256())) {
            return answer(() -> disk.get().write(path, stored, file.size()));
        }
    }

    /** Lays these files, whose bytes are in the object store, over what is there. */
    void put(UUID user, UUID project, List<ManifestFile> files) {
        Optional<Disk> disk = live.of(project);
        if (disk.isEmpty()) {
            change(user, project, _ -> files);
        } else {
            answer(() -> {
                disk.get().restore(files);
                return files;
            });
        }
    }

    private void change(UUID user, UUID project, Function<Handle, List<ManifestFile>> files) {
        database.useTransaction(tx -> {
            ManifestChange.Locked locked = Projects.lock(tx, user, project);
            requireNoSession(locked);
            Projects.done(manifests.apply(tx, locked, files.apply(tx), List.of()));
        });
    }

    /** What is asked of a session's disk. */
    private interface Asked<T> {
        T get() throws IOException;
    }

    private static <T> T answer(Asked<T> asked) {
        try {
            return asked.get();
        } catch (IOException away) {
            log.atWarn().addKeyValue("reason", away.toString()).log("a session's disk does not answer");
            throw Fault.unavailable("the project's session does not answer just now; try again", SOON);
        }
    }

    private static void requireNoSession(ManifestChange.Locked project) {
        if (project.live()) {
            throw Fault.unavailable("the project's session is just starting or ending; try again", SOON);
        }
    }

    void delete(UUID user, UUID project, String path) {
        database.useTransaction(tx -> {
            ManifestChange.Locked locked = Projects.lock(tx, user, project);
            if (locked.live()) {
                throw Fault.conflict("the project has a session: delete the file there, or end the session first");
            }
            if (manifests.file(tx, project, path).isEmpty()) {
                throw Fault.notFound("the project has no file " + Quoted.of(path));
            }
            Projects.done(manifests.apply(tx, locked, List.of(), List.of(path)));
        });
    }

    /** Counts what passes. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int got = super.read(target, from, length);
            count += Math.max(got, 0);
            return got;
        }
    }
}
