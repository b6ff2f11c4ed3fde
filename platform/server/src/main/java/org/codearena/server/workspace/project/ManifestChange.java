package org.codearena.server.workspace.project;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.codearena.server.kernel.Quoted;
import org.codearena.server.workspace.project.ManifestStore.Applied;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * One change of one manifest, under the lock of its project. The files travel as arrays, so that five thousand are one
 * statement. What turns out not to be allowed is rolled back to where it began.
 */
final class ManifestChange {
    private static final String BEGINNING = "manifest_change";

    /** A project that nobody else changes until the transaction ends, nor gives a session. */
    record Locked(UUID id, UUID user, long revision, long files, long bytes, boolean live) {}

    /** How much a step added. */
    private record Growth(long files, long bytes) {
        Growth and(Growth other) {
            return new Growth(files + other.files, bytes + other.bytes);
        }
    }

    private final Handle tx;
    private final Locked project;
    private final Quotas quotas;

    ManifestChange(Handle tx, Locked project, Quotas quotas) {
        this.tx = tx;
        this.project = project;
        this.quotas = quotas;
    }

    /** Waits for others who change it. A session that is asked for meanwhile waits too, as its row refers to this one. */
    static Optional<Locked> lock(Handle tx, UUID project) {
        return tx.createQuery("select id, user_id, revision, files, bytes from project where id = :id for update")
                .bind("id", project)
                .map((row, _) -> new Locked(
                        row.getObject("id", UUID.class),
                        row.getObject("user_id", UUID.class),
                        row.getLong("revision"),
                        row.getLong("files"),
                        row.getLong("bytes"),
                        isLive(tx, project)))
                .findOne();
    }

    private static boolean isLive(Handle tx, UUID project) {
        return tx.createQuery("""
                        select exists (select 1 from session
                                        where project_id = :id and phase not in ('stopped', 'failed'))""").bind("id", project).mapTo(Boolean.class).one();
    }

    Applied carryOut(List<ManifestFile> put, List<String> gone) {
        Optional<String> large = tooLarge(put);
        if (large.isPresent()) {
            return new Applied.Refused(large.get(), true);
        }
        tx.savepoint(BEGINNING);
        Growth gain = put(put);
        Growth growth = gain.and(delete(gone));
        long files = project.files() + growth.files();
        long bytes = project.bytes() + growth.bytes();
        Optional<Applied> refusal = tooMuch(files, bytes, growth)
                .map(reason -> (Applied) new Applied.Refused(reason, true))
                .or(() -> gain.files() > 0
                        ? misplaced().map(reason -> new Applied.Refused(reason, false))
                        : Optional.empty());
        if (refusal.isPresent()) {
            tx.rollbackToSavepoint(BEGINNING);
            return refusal.get();
        }
        tx.releaseSavepoint(BEGINNING);
        return new Applied.Done(settle(files, bytes), files, bytes);
    }

    private Growth delete(List<String> gone) {
        if (gone.isEmpty()) {
            return new Growth(0, 0);
        }
        return growth(tx.createQuery("""
                with gone as (delete from project_file where project_id = :id and path = any(:paths) returning size)
                select -count(*) as files, -coalesce(sum(size), 0)::bigint as bytes from gone""").bindArray("paths", String.class, gone));
    }

    private Growth put(List<ManifestFile> put) {
        if (put.isEmpty()) {
            return new Growth(0, 0);
        }
        return growth(tx.createQuery("""
                        with new as (
                            select * from unnest(:paths, :hashes, :sizes, :executables)
                                as file (path, sha256, size, executable)),
                        old as (
                            select size from project_file
                             where project_id = :id and path = any(:paths)),
                        put as (
                            insert into project_file (project_id, path, sha256, size, executable)
                            select :id, path, sha256, size, executable from new
                            on conflict (project_id, path) do update
                               set sha256 = excluded.sha256, size = excluded.size, executable = excluded.executable)
                        select (select count(*) from new) - (select count(*) from old) as files,
                               ((select sum(size) from new) - (select coalesce(sum(size), 0) from old))::bigint as bytes""")
                .bindArray(
                        "paths",
                        String.class,
                        put.stream().map(ManifestFile::path).toList())
                .bindArray(
                        "hashes",
                        String.class,
                        put.stream().map(ManifestFile::sha256).toList())
                .bindArray(
                        "sizes",
                        Long.class,
                        put.stream().map(ManifestFile::size).toList())
                .bindArray(
                        "executables",
                        Boolean.class,
                        put.stream().map(ManifestFile::executable).toList()));
    }

    private Growth growth(Query query) {
        return query.bind("id", project.id())
                .map((row, _) -> new Growth(row.getLong("files"), row.getLong("bytes")))
                .one();
    }

    private Optional<String> tooLarge(List<ManifestFile> put) {
        return put.stream()
                .filter(file -> file.size() > quotas.fileBytes())
                .findFirst()
                .map(file -> "the file " + Quoted.of(file.path()) + " has " + file.size() + " bytes, at most "
                        + quotas.fileBytes() + " are allowed");
    }

    private Optional<String> tooMuch(long files, long bytes, Growth growth) {
        if (growth.files() > 0 && files > quotas.projectFiles()) {
            return Optional.of(
                    "the project would have " + files + " files, at most " + quotas.projectFiles() + " are allowed");
        }
        if (growth.bytes() > 0 && bytes > quotas.projectBytes()) {
            return Optional.of(
                    "the project would have " + bytes + " bytes, at most " + quotas.projectBytes() + " are allowed");
        }
        return growth.bytes() > 0
                ? new UserQuota(quotas).objection(tx, project.user(), growth.bytes())
                : Optional.empty();
    }

    /**
     * A file cannot lie where a directory is. Told here and not in SQL, which for five thousand files that nobody has counted
     * yet takes seconds.
     */
    private Optional<String> misplaced() {
        Set<String> paths = new HashSet<>(tx.createQuery("select path from project_file where project_id = :id")
                .bind("id", project.id())
                .setFetchSize(1_000)
                .mapTo(String.class)
                .list());
        Set<String> directories = new HashSet<>();
        paths.forEach(path -> addDirectories(path, directories));
        return directories.stream()
                .filter(paths::contains)
                .findFirst()
                .map(path -> Quoted.of(path) + " would be a file and a directory at once");
    }

    private static void addDirectories(String path, Set<String> directories) {
        int slash = path.lastIndexOf('/');
        while (slash > 0 && directories.add(path.substring(0, slash))) {
            slash = path.lastIndexOf('/', slash - 1);
        }
    }

    private long settle(long files, long bytes) {
        return tx.createQuery("""
                        update project set revision = revision + 1, files = :files, bytes = :bytes, changed_at = now()
                         where id = :id returning revision""")
                .bind("files", files)
                .bind("bytes", bytes)
                .bind("id", project.id())
                .mapTo(Long.class)
                .one();
    }
}
