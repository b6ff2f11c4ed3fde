package org.codearena.server.workspace;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.codearena.server.identity.Identity;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.Notices;
import org.codearena.server.infra.http.EventStreams;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.HttpConfig;
import org.codearena.server.infra.http.Idempotency;
import org.codearena.server.infra.http.Peers;
import org.codearena.server.kernel.Closer;
import org.codearena.server.kernel.Ids;
import org.codearena.server.language.OfferedLanguages;
import org.codearena.server.submission.SubmissionAccess;
import org.codearena.server.submission.SubmissionViews;
import org.codearena.server.workspace.gateway.Gateway;
import org.codearena.server.workspace.gateway.SessionDirectory;
import org.codearena.server.workspace.orchestrator.Orchestrator;
import org.codearena.server.workspace.project.ProjectFeatures;
import org.codearena.server.workspace.session.SessionService;
import org.redisson.api.RedissonClient;

/** The door of this feature: what the composition root wires. */
public final class Workspaces implements AutoCloseable {
    /** What it is made of, all of it the composition root's. */
    public record Parts(
            Database database,
            Notices notices,
            Blobs blobs,
            Ids ids,
            InstantSource clock,
            OfferedLanguages languages,
            Idempotency idempotency,
            MeterRegistry meters) {}

    private final Parts parts;
    private final WorkspaceConfig config;
    private final SessionService sessions;
    private final ProjectFeatures projects;
    private final Closer gateways = new Closer();
    private Optional<Orchestrator> orchestrator = Optional.empty();

    public Workspaces(Parts parts, WorkspaceConfig config) {
        this.parts = parts;
        this.config = config;
        this.sessions = new SessionService(
                new SessionService.Parts(
                        parts.database(), parts.notices(), parts.blobs(), parts.ids(), parts.clock(), parts.meters()),
                config.sessions(),
                config.quotas());
        this.projects = new ProjectFeatures(
                parts.database(),
                parts.blobs(),
                parts.ids(),
                parts.languages(),
                new SubmissionAccess(parts.database(), new SubmissionViews()),
                parts.idempotency(),
                config.quotas(),
                sessions.liveFiles());
    }

    /** Puts the plugins' templates into the object store, in the background. */
    public void start() {
        projects.start();
    }

    /**
     * Brings sessions about, where this server makes environments.
     *
     * @param name of this server, the same after a restart and no other's
     */
    public void reconcile(String name) throws IOException {
        orchestrator = config.environments().open(parts.meters(), parts.clock());
        orchestrator.ifPresent(from -> reconcile(from, name));
    }

    private void reconcile(Orchestrator from, String name) {
        sessions.reconcile(
                from,
                name,
                language -> parts.languages()
                        .find(language)
                        .orElseThrow(
                                () -> new IllegalArgumentException("the language '" + language + "' is not loaded"))
                        .runnerImage());
    }

    /** What is behind the sweep of sessions. */
    public SessionService sessions() {
        return sessions;
    }

    /**
     * What is reached over HTTP.
     *
     * @param url where people reach this server, known once it is started
     */
    public List<Feature> features(EventStreams streams, Supplier<URI> url) {
        Feature routes = sessions.routes(streams, parts.idempotency(), () -> previewUrlPattern(url.get()));
        return Stream.concat(projects.all().stream(), Stream.of(routes)).toList();
    }

    /**
     * The way of browsers into sessions, served before everything else where it concerns hosts of previews.
     *
     * @param peers its connections, the caller's to close
     */
    public Gateway gateway(Identity identity, RedissonClient redis, Peers peers, HttpConfig http) {
        Gateway gateway = gateways.add(Gateway.shared(
                identity, this::find, redis, peers, parts.clock(), Gateway.Config.of(http, config.previewHost())));
        gateway.start();
        return gateway;
    }

    private Optional<SessionDirectory.Entry> find(UUID id) {
        return sessions.sessions()
                .find(id)
                .map(session -> new SessionDirectory.Entry(session.owner(), session.phase(), session.endpoint()));
    }

    private String previewUrlPattern(URI url) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getScheme() + "://{port}-{session}." + config.previewHost() + port;
    }

    @Override
    public void close() {
        gateways.close();
        sessions.close();
        orchestrator.ifPresent(Orchestrator::close);
    }
}
