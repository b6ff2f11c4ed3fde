package org.codearena.server.workspace.project;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.codearena.server.kernel.Quoted;
import org.jdbi.v3.core.Handle;

/**
 * Manifests in SQL: which files a project has, and which bytes each holds. A change is all or nothing, grows the manifest's
 * revision by one, and keeps the project's own counts right. Methods take the transaction of their caller, who has seen to it
 * that the object store holds the bytes.
 */
public final class ManifestStore {
    private static final String FILES = "select path, sha256, size, executable from project_file ";

    private final Quotas quotas;

    public ManifestStore(Quotas quotas) {
        this.quotas = quotas;
    }

    /** What became of a change of a manifest. */
    public sealed interface Applied {
        /** The manifest is as it should be now. */
        record Done(long revision, long files, long bytes) implements Applied {}

        /** Somebody else changed it meanwhile, to this revision; nothing was changed. */
        record Stale(long revision) implements Applied {}

        /** There is no such project any more. */
        record Gone() implements Applied {}

        /**
         * A quota is used up, or the files cannot lie beside each other; nothing was changed.
         *
         * @param reason in words for the project's owner
         */
        record Refused(String reason, boolean overQuota) implements Applied {}
    }

    /** The revision at which a project's manifest stands; empty when there is no such project. */
    public Optional<Long> revision(Handle handle, UUID project) {
        return handle.createQuery("select revision from project where id = :id")
                .bind("id", project)
                .mapTo(Long.class)
                .findOne();
    }

    /** All files, by path. */
    public List<ManifestFile> files(Handle handle, UUID project) {
        return handle.createQuery(FILES + "where project_id = :id order by path")
                .bind("id", project)
                .setFetchSize(1_000)
                .map((row, _) -> file(row))
                .list();
    }

    /** At most so many files, by path, those after this path. */
    List<ManifestFile> page(Handle handle, UUID project, Optional<String> after, int limit) {
        return handle.createQuery(FILES + "where project_id = :id and path > :after order by path limit :limit")
                .bind("id", project)
                .bind("after", after.orElse(""))
                .bind("limit", limit)
                .map((row, _) -> file(row))
                .list();
    }

    Optional<ManifestFile> file(Handle handle, UUID project, String path) {
        return handle.createQuery(FILES + "where project_id = :id and path = :path")
                .bind("id", project)
                .bind("path", path)
                .map((row, _) -> file(row))
                .findOne();
    }

    private static ManifestFile file(ResultSet row) throws SQLException {
        return new ManifestFile(
                row.getString("path"), row.getString("sha256"), row.getLong("size"), row.getBoolean("executable"));
    }

    /**
     * Changes the manifest, unless it stands at another revision than the caller believes.
     *
     * @param revision what the changes were made from
     * @param put files that are new or changed; no path twice
     * @param gone paths of files that are there no more; those that never were do no harm
     */
    public Applied apply(Handle tx, UUID project, long revision, List<ManifestFile> put, List<String> gone) {
        Optional<ManifestChange.Locked> locked = ManifestChange.lock(tx, project);
        if (locked.isEmpty()) {
            return new Applied.Gone();
        }
        return locked.get().revision() == revision
                ? apply(tx, locked.get(), put, gone)
                : new Applied.Stale(locked.get().revision());
    }

    /** Makes these the only files of the project, unless its manifest stands at another revision than the caller believes. */
    public Applied replace(Handle tx, UUID project, long revision, List<ManifestFile> all) {
        Optional<ManifestChange.Locked> locked = ManifestChange.lock(tx, project);
        if (locked.isEmpty()) {
            return new Applied.Gone();
        }
        if (locked.get().revision() != revision) {
            return new Applied.Stale(locked.get().revision());
        }
        Map<String, ManifestFile> known = new HashMap<>();
        files(tx, project).forEach(file -> known.put(file.path(), file));
        List<ManifestFile> put = all.stream()
                .filter(file -> !file.equals(known.get(file.path())))
                .toList();
        Set<String> wanted = all.stream().map(ManifestFile::path).collect(Collectors.toSet());
        List<String> gone =
                known.keySet().stream().filter(path -> !wanted.contains(path)).toList();
        return apply(tx, locked.get(), put, gone);
    }

    /** The same for a caller who holds the project's lock, and with it the right to speak for its newest revision. */
    Applied apply(Handle tx, ManifestChange.Locked project, List<ManifestFile> put, List<String> gone) {
        requireOnce(put, gone);
        if (put.isEmpty() && gone.isEmpty()) {
            return new Applied.Done(project.revision(), project.files(), project.bytes());
        }
        return new ManifestChange(tx, project, quotas).carryOut(put, gone);
    }

    private static void requireOnce(List<ManifestFile> put, List<String> gone) {
        Set<String> seen = new HashSet<>(gone);
        for (ManifestFile file : put) {
            if (!seen.add(file.path())) {
                throw new IllegalArgumentException("a change names " + Quoted.of(file.path()) + " twice");
            }
        }
    }
}
