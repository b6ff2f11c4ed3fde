package org.codearena.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.codearena.server.App;
import org.codearena.server.Config;
import org.codearena.server.Config.JudgeConfig;
import org.codearena.server.Config.Queues;
import org.codearena.server.Role;
import org.codearena.server.infra.Broker;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.ObjectStore;
import org.codearena.server.infra.http.HttpConfig;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Secret;
import org.codearena.server.reclaim.ReclaimBlobs;
import org.codearena.server.submission.Submissions;
import org.codearena.server.workspace.Environments;
import org.codearena.server.workspace.WorkspaceConfig;
import org.codearena.server.workspace.orchestrator.local.LocalConfig;
import org.codearena.server.workspace.orchestrator.local.LocalConfig.RoomBounds;
import org.codearena.server.workspace.project.Quotas;
import org.codearena.server.workspace.session.SessionLimits;

/** The server with all its roles, in this process. */
final class AppServer implements Server {
    /** There is one judge on one machine, so its name need only stay the same. */
    private static final String WORKER = "local";

    private static final int CONNECTIONS = 24;
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final App app;

    private AppServer(App app) {
        this.app = app;
    }

    static Server start(Setup setup) {
        try {
            return new AppServer(App.start(config(setup)));
        } catch (Fault fault) {
            throw new FailureException(String.valueOf(fault.getMessage()), fault);
        } catch (IOException failure) {
            throw new FailureException("the server cannot be started: " + failure, failure);
        }
    }

    private static Config config(Setup setup) {
        return new Config(
                EnumSet.allOf(Role.class),
                HttpConfig.defaults().withPort(setup.port()),
                new Database.Config(
                        setup.database().url(),
                        setup.database().user(),
                        new Secret(setup.database().password()),
                        CONNECTIONS),
                Optional.of(new Broker.Config(
                        setup.broker().host(),
                        setup.broker().port(),
                        setup.broker().user(),
                        new Secret(setup.broker().password()),
                        setup.broker().virtualHost())),
                new Cache.Address(setup.cache().url(), new Secret(setup.cache().password())),
                new ObjectStore.Directory(setup.blobs()),
                ReclaimBlobs.KEPT,
                setup.plugins(),
                // The runner takes as many slots where it is not told otherwise.
                Queues.oneMachine(Runtime.getRuntime().availableProcessors()),
                new JudgeConfig(WORKER, Set.of(), setup.runners().getFirst(), GRACE),
                Submissions.Bounds.DEFAULT,
                setup.sessions().map(AppServer::workspace).orElseGet(WorkspaceConfig::defaults),
                true,
                Optional.of(new Secret(setup.adminPassword())),
                Optional.empty());
    }

    private static WorkspaceConfig workspace(Setup.Sessions sessions) {
        SessionSettings settings = sessions.settings();
        RoomBounds usual = RoomBounds.DEFAULT;
        RoomBounds bounds = new RoomBounds(
                settings.memoryBytes(),
                usual.processes(),
                usual.cpus(),
                usual.diskBytes(),
                usual.diskFiles(),
                settings.network());
        LocalConfig local = new LocalConfig(
                sessions.runnerCommand(),
                sessions.directory(),
                sessions.sockets(),
                settings.warm(),
                settings.most(),
                bounds);
        return new WorkspaceConfig(
                Quotas.DEFAULT,
                SessionLimits.DEFAULT.withIdle(settings.idle()),
                settings.previewHost(),
                new Environments.Local(local));
    }

    @Override
    public URI url() {
        return app.url();
    }

    @Override
    public URI health() {
        return URI.create("http://127.0.0.1:" + app.adminPort() + "/health/ready");
    }

    @Override
    public void importShippedProblems(Path directory) {
        app.importShippedProblems(directory);
    }

    @Override
    public void close() {
        app.close();
    }
}
