package org.codearena.server.workspace.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.codearena.contract.workspace.Changes;
import org.codearena.contract.workspace.Changes.Content;
import org.codearena.contract.workspace.Changes.FileChange;
import org.codearena.contract.workspace.Notice;
import org.codearena.contract.workspace.WorkspaceState;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.infra.Blobs;
import org.codearena.server.workspace.project.ManifestFile;
import org.codearena.server.workspace.project.ManifestStore;
import org.codearena.server.workspace.project.ManifestStore.Applied;
import org.codearena.server.workspace.project.Quotas;
import org.codearena.server.workspace.session.Session.Kept;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the files of one session: asks its runner what has changed, fetches bytes that the project does not have yet into the object
 * store, and changes the manifest, together with the revision that is kept. Whatever dies in between, the same question is asked
 * again. Bytes are fetched even where the store has them, unless the project itself names them: a runner that lies gets nobody
 * else's. Used by one thread at a time.
 */
final class Keeper {
    /** How long a flushed disk may take to show what is left on it. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(1);

    /** How far it got with what it was told. */
    sealed interface Outcome {
        /** The manifest has everything up to what is kept. */
        record Done() implements Outcome {}

        /** Some of it cannot be kept; why, in words for its owner. The rest is. */
        record Partly(String reason) implements Outcome {}

        /** The session is not this reconciler's any more, or its project is gone. */
        record Over() implements Outcome {}
    }

    /** Where the manifest is, and whose lease the keeper works under. */
    record Parts(
            Ledger ledger,
            Blobs blobs,
            ManifestStore manifests,
            Quotas quotas,
            InstantSource clock,
            String reconciler,
            SessionMeters meters) {}

    private final Parts parts;
    private final UUID session;
    private final UUID project;
    private final WorkspaceClient client;
    private final Map<String, ManifestFile> manifest = new HashMap<>();
    /** What the object store was given since anything was kept last, so that what is refused is fetched once. */
    private final Set<String> fetched = new HashSet<>();

    private Kept kept;
    private boolean loaded;

    Keeper(Parts parts, Session session, WorkspaceClient client) {
        this.parts = parts;
        this.session = session.id();
        this.project = session.project();
        this.client = client;
        this.kept = session.kept();
    }

    /**
     * Asks once, waits so long for anything new, and keeps it.
     *
     * @param answered called when there is an answer, before anything is done with it
     */
    Outcome keepNext(Duration wait, Runnable answered) {
        Changes changes = client.changes(kept, wait);
        answered.run();
        Kept next = new Kept(Optional.of(changes.epoch()), changes.revision());
        if (!changes.complete() && (changes.revision() == 0 || next.equals(kept))) {
            // It has not looked at everything itself yet, or nothing is new.
            return new Outcome.Done();
        }
        long heard = System.nanoTime();
        load();
        Outcome outcome = keep(changes, next);
        if (kept.equals(next)) {
            parts.meters().kept(Duration.ofNanos(System.nanoTime() - heard));
            fetched.clear();
            tell(next);
        }
        return outcome;
    }

    /** Keeps everything that is on the disk when this is called, if it can be done in time. */
    Outcome keepAll(Instant deadline) {
        WorkspaceState wanted = client.flush();
        while (true) {
            Outcome outcome = keepNext(LAST_LOOK, () -> {});
            boolean reached =
                    kept.epoch().filter(wanted.epoch()::equals).isPresent() && kept.revision() >= wanted.revision();
            if (!(outcome instanceof Outcome.Done) || reached) {
                return outcome;
            }
            if (parts.clock().instant().isAfter(deadline)) {
                return new Outcome.Partly(
                        "it took too long: revision " + kept.revision() + " of " + wanted.revision() + " is kept");
            }
        }
    }

    private void load() {
        if (!loaded) {
            parts.ledger()
                    .database()
                    .read(handle -> parts.manifests().files(handle, project))
                    .forEach(file -> manifest.put(file.path(), file));
            loaded = true;
        }
    }

    /** What becomes of the manifest. */
    private record Batch(List<ManifestFile> put, List<String> gone) {}

    private Outcome keep(Changes changes, Kept next) {
        Batch wanted = collect(changes);
        Map<String, ManifestFile> remaining = new HashMap<>(manifest);
        wanted.gone().forEach(remaining::remove);
        Fit fit = Fit.of(remaining, wanted.put(), parts.quotas());
        Set<String> ours = manifest.values().stream().map(ManifestFile::sha256).collect(Collectors.toSet());
        List<ManifestFile> put = fit.fitting().stream()
                .filter(file -> ours.contains(file.sha256()) || hasBytes(file))
                .toList();
        boolean all = fit.reason().isEmpty();
        return switch (change(new Batch(put, wanted.gone()), all ? Optional.of(next) : Optional.empty())) {
            case Applied.Done _ ->
                all ? new Outcome.Done() : partly(fit.refused(), fit.reason().orElse(""));
            case Applied.Gone _ -> new Outcome.Over();
            case Applied.Refused(String reason, boolean _) -> keepSome(put, wanted.gone(), reason);
            case Applied.Stale _ -> askAgain();
        };
    }

    private Batch collect(Changes changes) {
        List<ManifestFile> put = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        if (changes.complete()) {
            gone.addAll(manifest.keySet());
        }
        for (FileChange change : changes.files()) {
            if (change.content().isEmpty()) {
                gone.add(change.path());
                continue;
            }
            gone.remove(change.path());
            ManifestFile file = fileOf(change.path(), change.content().get());
            if (!file.equals(manifest.get(file.path()))) {
                put.add(file);
            }
        }
        gone.retainAll(manifest.keySet());
        return new Batch(put, List.copyOf(gone));
    }

    private static ManifestFile fileOf(String path, Content content) {
        try {
            return new ManifestFile(path, content.sha256(), content.size(), content.executable());
        } catch (IllegalArgumentException lie) {
            throw new RunnerFault("changes: " + lie.getMessage(), lie);
        }
    }

    /** Puts a file's bytes into the object store; false when it has changed again, which the next answer tells. */
    private boolean hasBytes(ManifestFile file) {
        return fetched.contains(file.sha256()) || fetch(file);
    }

    private boolean fetch(ManifestFile file) {
        boolean whole = client.content(file.path(), file.sha256(), bytes -> {
                    Bounded bounded = new Bounded(bytes, file.size());
                    return parts.blobs().put(bounded).equals(file.sha256()) && bounded.count() == file.size();
                })
                .orElse(false);
        return whole && fetched.add(file.sha256());
    }

    /** All together is too much for the manifest: as many as it takes. What is kept stays where it was. */
    private Outcome keepSome(List<ManifestFile> put, List<String> gone, String reason) {
        int refused = change(new Batch(List.of(), gone), Optional.empty()) instanceof Applied.Done
                ? put.size() - keepHalves(put)
                : put.size();
        return partly(refused, reason);
    }

    /** By halves, so that one that is refused costs its neighbours nothing; answers how many were taken. */
    private int keepHalves(List<ManifestFile> put) {
        if (put.isEmpty()) {
            return 0;
        }
        Applied applied = change(new Batch(put, List.of()), Optional.empty());
        if (applied instanceof Applied.Done) {
            return put.size();
        }
        if (put.size() == 1 || !(applied instanceof Applied.Refused)) {
            return 0;
        }
        int middle = put.size() / 2;
        int first = keepHalves(put.subList(0, middle));
        // They come by size: where the smaller half does not fit, the larger does not either.
        boolean full = applied instanceof Applied.Refused(String _, boolean overQuota) && overQuota && first < middle;
        return full ? first : first + keepHalves(put.subList(middle, put.size()));
    }

    private static Outcome partly(int refused, String why) {
        return new Outcome.Partly((refused == 1 ? "a file is not saved: " : refused + " files are not saved: ") + why);
    }

    private Applied change(Batch batch, Optional<Kept> next) {
        Applied applied;
        try {
            applied = parts.ledger().database().inTransaction(tx -> change(tx, batch, next.orElse(kept)));
        } catch (LeaseLost _) {
            return new Applied.Gone();
        }
        if (applied instanceof Applied.Done) {
            batch.gone().forEach(manifest::remove);
            batch.put().forEach(file -> manifest.put(file.path(), file));
            next.ifPresent(reached -> kept = reached);
        }
        return applied;
    }

    /** The project is locked before the session, as whoever deletes both does. */
    private Applied change(Handle tx, Batch batch, Kept reached) {
        Optional<Long> revision = parts.manifests().revision(tx, project);
        if (revision.isEmpty()) {
            return new Applied.Gone();
        }
        Applied applied = parts.manifests().apply(tx, project, revision.get(), batch.put(), batch.gone());
        if (applied instanceof Applied.Done && !mark(tx, reached)) {
            throw new LeaseLost();
        }
        return applied;
    }

    /** Somebody else changed the manifest, which nobody should: nothing is taken for known, and the same is asked once more. */
    private Outcome askAgain() {
        manifest.clear();
        loaded = false;
        return new Outcome.Done();
    }

    /** Rolls a transaction back. */
    private static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private boolean mark(Handle tx, Kept reached) {
        return parts.ledger().rows().kept(tx, session, parts.reconciler(), reached);
    }

    /** People see that their work is safe; that they do not see it changes nothing about that. */
    private void tell(Kept reached) {
        client.tell(new Notice(
                "kept", String.valueOf(reached.revision()), parts.clock().instant()));
    }
}
