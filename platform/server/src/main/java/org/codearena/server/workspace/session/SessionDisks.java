package org.codearena.server.workspace.session;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.codearena.contract.workspace.FileWritten;
import org.codearena.contract.workspace.WorkspaceState;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.infra.Blobs;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.project.LiveFiles;
import org.codearena.server.workspace.project.ManifestFile;

/** The disks of live sessions, read and written through their runners. Thread-safe. */
final class SessionDisks implements LiveFiles {
    private static final Duration FLUSH_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Ledger ledger;
    private final Blobs blobs;
    private final InstantSource clock;

    SessionDisks(Ledger ledger, Blobs blobs, InstantSource clock) {
        this.ledger = ledger;
        this.blobs = blobs;
        this.clock = clock;
    }

    @Override
    public Optional<Disk> of(UUID project) {
        return ledger.database()
                .read(handle -> ledger.rows().liveOf(handle, project))
                .filter(session -> session.phase() == Phase.RUNNING)
                .flatMap(session -> session.endpoint().map(endpoint -> new Remote(session.id(), endpoint)));
    }

    /** Its environment belongs to no session any more: the next look over all ends it. */
    @Override
    public void deleted(UUID project) {
        ledger.database().useTransaction(SessionStore::ring);
    }

    private final class Remote implements Disk {
        private final UUID session;
        private final Endpoint endpoint;

        private Remote(UUID session, Endpoint endpoint) {
            this.session = session;
            this.endpoint = endpoint;
        }

        @Override
        public Optional<Content> read(String path) throws IOException {
            WorkspaceClient client = new WorkspaceClient(endpoint, clock);
            Optional<Content> found = Optional.empty();
            try {
                found = client.file(path);
                return found;
            } catch (RunnerFault away) {
                throw new IOException(away);
            } finally {
                if (found.isEmpty()) {
                    client.close();
                }
            }
        }

        @Override
        public FileWritten write(String path, InputStream bytes, long size) throws IOException {
            return calling(client -> client.write(path, new Bounded(bytes, size)));
        }

        @Override
        public void restore(List<ManifestFile> files) throws IOException {
            WorkspaceState _ = calling(client -> client.restore(files, blobs, _ -> {}));
        }

        @Override
        public void flush() throws IOException {
            WorkspaceState wanted = calling(WorkspaceClient::flush);
            Instant deadline = clock.instant().plus(FLUSH_WITHIN);
            StopSignal never = new StopSignal();
            while (!isKept(wanted)) {
                if (never.givenWithin(LOOK_AGAIN) || clock.instant().isAfter(deadline)) {
                    throw new IOException("revision " + wanted.revision() + " is not kept yet");
                }
            }
        }

        private boolean isKept(WorkspaceState wanted) throws IOException {
            Session.Kept kept = ledger.database()
                    .read(handle -> ledger.rows().find(handle, session))
                    .filter(row -> row.phase().isLive())
                    .map(Session::kept)
                    .orElseThrow(() -> new IOException("the session is over"));
            return kept.epoch().filter(wanted.epoch()::equals).isPresent() && kept.revision() >= wanted.revision();
        }

        private <T> T calling(Function<WorkspaceClient, T> call) throws IOException {
            try (WorkspaceClient client = new WorkspaceClient(endpoint, clock)) {
                return call.apply(client);
            } catch (RunnerFault away) {
                throw new IOException(away);
            }
        }
    }
}
