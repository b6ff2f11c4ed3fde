package org.codearena.server.workspace.session;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.Notices;
import org.codearena.server.infra.http.EventStreams;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Idempotency;
import org.codearena.server.kernel.Closer;
import org.codearena.server.kernel.Ids;
import org.codearena.server.workspace.orchestrator.Orchestrator;
import org.codearena.server.workspace.project.LiveFiles;
import org.codearena.server.workspace.project.ManifestStore;
import org.codearena.server.workspace.project.Quotas;

/**
 * The door of this feature. Two roles share it through the database: one asks for sessions and shows them, the other brings them
 * about; where both are in one process, the second hears of the first at once. Thread-safe once both are started.
 */
public final class SessionService implements AutoCloseable {
    /** How often it is looked whether a session is used. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

    private static final Duration ENDED_KEPT_FOR = Duration.ofDays(30);

    /** What it is made of, all of it the composition root's. */
    public record Parts(
            Database database, Notices notices, Blobs blobs, Ids ids, InstantSource clock, MeterRegistry meters) {}

    private final Parts parts;
    private final SessionLimits limits;
    private final Quotas quotas;
    private final ManifestStore manifests;
    private final Ledger ledger;
    private final Sessions sessions;
    private final Closer closer = new Closer();
    private Optional<Reconciler> reconciler = Optional.empty();

    public SessionService(Parts parts, SessionLimits limits, Quotas quotas) {
        this.parts = parts;
        this.limits = limits;
        this.quotas = quotas;
        this.manifests = new ManifestStore(quotas);
        this.ledger = Ledger.of(parts.database(), parts.clock());
        this.sessions = new Sessions(ledger, parts.ids(), parts.clock(), limits);
    }

    public Sessions sessions() {
        return sessions;
    }

    /** The disks of live sessions, for projects. */
    public LiveFiles liveFiles() {
        return new SessionDisks(ledger, parts.blobs(), parts.clock());
    }

    /**
     * Shows sessions over HTTP; to be called before the notices are started.
     *
     * @param previewUrlPattern with {@code {session}} and {@code {port}} where these go
     */
    public Feature routes(EventStreams streams, Idempotency idempotency, Supplier<String> previewUrlPattern) {
        SessionFeed feed = closer.add(new SessionFeed(ledger));
        feed.start(parts.notices());
        return new SessionRoutes(sessions, feed, streams, idempotency, limits.idleRule(), previewUrlPattern);
    }

    /**
     * Brings sessions about; to be called before the notices are started.
     *
     * @param name of this server, the same after a restart and no other's
     * @param image of a language, without registry and tag
     */
    public void reconcile(Orchestrator orchestrator, String name, UnaryOperator<String> image) {
        reconcile(orchestrator, name, image, LOOK_EVERY);
    }

    void reconcile(Orchestrator orchestrator, String name, UnaryOperator<String> image, Duration lookEvery) {
        SessionMeters meters = new SessionMeters(parts.meters());
        Keeper.Parts keeping = new Keeper.Parts(ledger, parts.blobs(), manifests, quotas, parts.clock(), name, meters);
        Opening opening = new Opening(parts.database(), parts.blobs(), manifests, parts.clock());
        Reconciler begun = closer.add(new Reconciler(
                ledger,
                orchestrator,
                name,
                meters,
                self -> new Supervisions(new Supervision.Parts(keeping, limits.idleRule(), lookEvery, self::wake)),
                new SessionWork.Parts(opening, limits, parts.clock(), image)));
        begun.start(parts.notices());
        reconciler = Optional.of(begun);
    }

    /** Finds what nobody was told about. */
    public void sweep() {
        reconciler.ifPresent(Reconciler::lookOverAll);
        reconciler.ifPresent(Reconciler::removeUselessDisks);
    }

    /** Forgets sessions that have been over for long. */
    public void deleteOld() {
        parts.database().useTransaction(tx -> ledger.rows().deleteEnded(tx, ENDED_KEPT_FOR));
    }

    /** Sessions go on, or come back when a server does: closing saves nothing that is not saved, and loses nothing. */
    @Override
    public void close() {
        closer.close();
    }
}
