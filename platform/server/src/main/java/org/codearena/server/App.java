package org.codearena.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.codearena.server.dispatch.Dispatcher;
import org.codearena.server.execution.MeteredRunners;
import org.codearena.server.execution.RunnerClient;
import org.codearena.server.execution.RunnerLender;
import org.codearena.server.execution.Runners;
import org.codearena.server.execution.SharedRunner;
import org.codearena.server.execution.job.JobLender;
import org.codearena.server.identity.Attempts;
import org.codearena.server.identity.Identity;
import org.codearena.server.identity.IdentityConfig;
import org.codearena.server.identity.Passwords;
import org.codearena.server.identity.Revocations;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Broker;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.Jobs;
import org.codearena.server.infra.Notices;
import org.codearena.server.infra.http.AdminServer;
import org.codearena.server.infra.http.EventStreams;
import org.codearena.server.infra.http.Health;
import org.codearena.server.infra.http.Health.Outcome;
import org.codearena.server.infra.http.HttpServer;
import org.codearena.server.infra.http.Idempotency;
import org.codearena.server.infra.http.Metrics;
import org.codearena.server.infra.http.Peers;
import org.codearena.server.judge.Benches;
import org.codearena.server.judge.Dockets;
import org.codearena.server.judge.FreeSlots;
import org.codearena.server.judge.Heartbeat;
import org.codearena.server.judge.JudgeMeters;
import org.codearena.server.judge.JudgeRole;
import org.codearena.server.judge.Judging;
import org.codearena.server.judge.LiveSlots;
import org.codearena.server.judge.PackageJudge;
import org.codearena.server.judge.PackageRunner;
import org.codearena.server.judge.ProblemTestSets;
import org.codearena.server.judge.Pulses;
import org.codearena.server.judge.Toolchains;
import org.codearena.server.judge.Workbench;
import org.codearena.server.kernel.Closer;
import org.codearena.server.kernel.Ids;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.language.LanguageRoutes;
import org.codearena.server.language.Languages;
import org.codearena.server.language.OfferedLanguages;
import org.codearena.server.language.ToolchainStore;
import org.codearena.server.live.BoardFeed;
import org.codearena.server.live.LiveRoutes;
import org.codearena.server.operations.Operations;
import org.codearena.server.operations.OperationsRoutes;
import org.codearena.server.operations.Readings;
import org.codearena.server.operations.Replays;
import org.codearena.server.outbox.DeadLetters;
import org.codearena.server.outbox.Outbox;
import org.codearena.server.outbox.Relay;
import org.codearena.server.outbox.Topology;
import org.codearena.server.problem.ImportPackage;
import org.codearena.server.problem.ImportRoutes;
import org.codearena.server.problem.ProblemImports;
import org.codearena.server.problem.ProblemRoutes;
import org.codearena.server.problem.ProblemStore;
import org.codearena.server.problem.ResumeImports;
import org.codearena.server.problem.StarterCode;
import org.codearena.server.reclaim.ReclaimBlobs;
import org.codearena.server.rejudge.RejudgeRoutes;
import org.codearena.server.rejudge.Rejudgements;
import org.codearena.server.rejudge.Rejudges;
import org.codearena.server.standing.BoardEvents;
import org.codearena.server.standing.LeaderboardRoutes;
import org.codearena.server.standing.StandingConsumer;
import org.codearena.server.standing.Standings;
import org.codearena.server.submission.NewSubmission.ProblemReference;
import org.codearena.server.submission.ProblemLookup;
import org.codearena.server.submission.RecoverSubmissions;
import org.codearena.server.submission.RunRoutes;
import org.codearena.server.submission.SubmissionAccess;
import org.codearena.server.submission.SubmissionEvents;
import org.codearena.server.submission.SubmissionFeed;
import org.codearena.server.submission.SubmissionRoutes;
import org.codearena.server.submission.SubmissionViews;
import org.codearena.server.submission.Submissions;
import org.codearena.server.workspace.Workspaces;
import org.codearena.server.workspace.gateway.Gateway;
import org.codearena.server.workspace.session.SweepSessions;

/**
 * The composition root: every part is made here, in the order of the flow, and closed in the reverse order. Parts get what
 * they need in their constructors and never look anything up.
 */
public final class App implements AutoCloseable {
    private static final String JOBS_SCHEMA = "jobs";

    private final Closer closer = new Closer();
    private final Config config;
    private final InstantSource clock = InstantSource.system();
    private final Ids ids = new Ids(clock);
    private final PrometheusMeterRegistry meters = Metrics.registry();
    private final Health health = new Health(List.of());
    private Optional<AdminServer> admin = Optional.empty();
    private Optional<HttpServer> http = Optional.empty();
    private Optional<ProblemImports> imports = Optional.empty();

    private App(Config config) {
        this.config = config;
    }

    /** Starts everything that the configured roles need. Whatever fails takes down what was started before it. */
    public static App start(Config config) throws IOException {
        App app = new App(config);
        try {
            app.open();
            return app;
        } catch (Throwable failure) {
            app.closeAfter(failure);
            throw failure;
        }
    }

    /** What every role stands on. */
    private record Core(
            Database database,
            Notices notices,
            Cache cache,
            Blobs blobs,
            Languages languages,
            OfferedLanguages offered,
            Topology topology,
            Outbox outbox,
            Submissions submissions,
            Rejudgements rejudgements,
            SubmissionEvents events,
            Standings standings,
            BoardEvents boardEvents,
            ProblemImports imports,
            Runners runners,
            Identity identity,
            Idempotency idempotency,
            Workspaces workspaces) {}

    private void open() throws IOException {
        admin = Optional.of(closer.add(AdminServer.start(config.http(), health, meters)));
        Core core = openCore();
        imports = Optional.of(core.imports());
        Readings readings = new Readings(core.cache());
        Optional<Broker> broker = config.broker().map(Broker::new).map(closer::add);
        broker.ifPresent(each -> health.add(check("broker", false, each::answers)));
        Optional<Jobs> jobs =
                config.has(Role.OPS) || config.has(Role.API) ? Optional.of(openJobs(core)) : Optional.empty();
        if (config.has(Role.OPS)) {
            openOps(core, broker.orElseThrow(), jobs.orElseThrow(), readings);
        }
        if (config.has(Role.JUDGE)) {
            openJudge(core, broker.orElseThrow());
        } else if (config.has(Role.OPS)) {
            openPackageRunner(core);
        }
        if (config.has(Role.API)) {
            openApi(core, jobs.orElseThrow(), readings);
        }
        core.notices().start();
        if (config.has(Role.OPS)) {
            config.shippedProblems().ifPresent(this::importShippedProblems);
        }
        health.started();
    }

    private Core openCore() throws IOException {
        Database database = closer.add(Database.open(config.database()));
        Cache cache = closer.add(new Cache(config.cache()));
        Languages languages = closer.add(Languages.load(config.plugins()));
        Blobs blobs = config.objects().open(closer);
        OfferedLanguages offered = new OfferedLanguages(languages, new ToolchainStore(database), clock);
        Outbox outbox = new Outbox(ids);
        BoardEvents boardEvents = new BoardEvents(cache);
        Runners runners = new MeteredRunners(new RunnerClient(config.judge().runner()), meters);
        Notices notices = closer.add(new Notices(config.database()));
        Idempotency idempotency = new Idempotency(database, clock);
        health.add(check("database", true, database::answers));
        health.add(check("cache", false, cache::answers));
        health.add(check("objects", false, blobs::answers));
        return new Core(
                database,
                notices,
                cache,
                blobs,
                languages,
                offered,
                new Topology(languages.ids(), config.queues().quorum()),
                outbox,
                new Submissions(database, outbox, ids, clock, config.bounds()),
                new Rejudgements(database),
                new SubmissionEvents(cache),
                new Standings(database, cache, boardEvents),
                boardEvents,
                new ProblemImports(
                        database,
                        blobs,
                        ids,
                        new PackageJudge(languages, offered, new Judging(runners, blobs, languages, new FreeSlots()))),
                runners,
                identity(database, cache),
                idempotency,
                closer.add(new Workspaces(
                        new Workspaces.Parts(database, notices, blobs, ids, clock, offered, idempotency, meters),
                        config.workspace())));
    }

    private Jobs openJobs(Core core) {
        Jobs jobs = closer.add(new Jobs(
                core.database().dataSource(),
                JOBS_SCHEMA,
                Map.of(
                        RecoverSubmissions.Handler.class,
                        new RecoverSubmissions.Handler(List.of(core.submissions(), core.rejudgements())),
                        ImportPackage.Handler.class,
                        new ImportPackage.Handler(core.imports()),
                        SweepSessions.Handler.class,
                        new SweepSessions.Handler(core.workspaces().sessions()),
                        CleanUp.Handler.class,
                        new CleanUp.Handler(List.of(
                                core.submissions()::deleteOldRuns,
                                core.identity()::purge,
                                replays(core)::tidy,
                                core.workspaces().sessions()::deleteOld,
                                () -> core.database().useTransaction(core.idempotency()::purge))))));
        jobs.handle(new ReclaimBlobs.Handler(
                core.database(), core.blobs(), clock, meters, List.of(JOBS_SCHEMA), config.blobsKept()));
        jobs.handle(new ResumeImports.Handler(core.imports(), id -> jobs.enqueue(id, new ImportPackage(id))));
        return jobs;
    }

    private void openOps(Core core, Broker broker, Jobs jobs, Readings readings) throws IOException {
        core.workspaces().reconcile(config.judge().worker());
        new Relay(core.database(), core.topology(), () -> sendAgain(core)).start(broker, core.notices());
        LiveSlots slots = closer.add(new LiveSlots(new Pulses(core.cache(), clock)));
        slots.start();
        closer.add(new Dispatcher(
                        core.database(),
                        core.outbox(),
                        language -> config.queues().inFlight(slots.of(language))))
                .start(core.notices());
        new StandingConsumer(core.standings(), core.topology()).start(broker);
        new DeadLetters(core.database(), core.topology()).start(broker);
        closer.add(new Operations(
                        core.database(),
                        new Pulses(core.cache(), clock),
                        readings,
                        core.topology(),
                        jobs::states,
                        clock,
                        meters))
                .start(broker);
        jobs.start();
        jobs.recurring("recover-submissions", RecoverSubmissions.EVERY, new RecoverSubmissions());
        jobs.recurring("resume-imports", ResumeImports.EVERY, new ResumeImports());
        jobs.recurring("sweep-sessions", SweepSessions.EVERY, new SweepSessions());
        jobs.recurring("clean-up", CleanUp.EVERY, new CleanUp());
        jobs.recurring("reclaim-blobs", ReclaimBlobs.EVERY, new ReclaimBlobs());
    }

    /** What may have been lost with a broker's data: what waits for a judge, and verdicts that boards have not heard of. */
    private static void sendAgain(Core core) {
        core.submissions().recover(Duration.ZERO);
        core.rejudgements().recover(Duration.ZERO);
        core.database()
                .useTransaction(
                        tx -> core.outbox().verdictsReached(tx, core.standings().withoutEffect(tx)));
    }

    private void openJudge(Core core, Broker broker) {
        FreeSlots slots = new FreeSlots();
        RunnerLender lender = lender(core.runners());
        Pulses pulses = new Pulses(core.cache(), clock);
        Workbench workbench = new Workbench(
                config.judge().worker(),
                new Dockets(core.submissions(), core.rejudgements()),
                core.events(),
                core.languages(),
                new ProblemTestSets(core.database()),
                new Benches(lender, core.blobs(), core.languages(), slots),
                new JudgeMeters(meters, slots));
        closer.add(new Heartbeat(lender, workbench, pulses, clock)).start();
        JudgeRole judge = closer.add(new JudgeRole(
                lender,
                core.languages(),
                new Toolchains(lender, core.blobs(), core.languages()),
                new ToolchainStore(core.database()),
                pulses,
                workbench,
                new JudgeRole.Duties(
                        core.languages().required(config.judge().languages()),
                        core.topology(),
                        broker,
                        config.judge().grace())));
        // Where there is an API as well, people can look around and submit meanwhile.
        health.add(new Health.Check(
                "judge",
                !config.has(Role.API),
                () -> new Outcome(judge.idle().isEmpty(), judge.idle().orElse(""))));
        judge.start();
    }

    /** Where submissions are judged; the programs of problem packages are on the runner beside this process in any case. */
    private RunnerLender lender(Runners beside) {
        return config.judge()
                .jobs()
                .<RunnerLender>map(jobs -> closer.add(JobLender.connect(
                        jobs.config(),
                        new JobLender.Lending(config.judge().worker(), jobs.atOnce(), jobs.pod()),
                        meters,
                        clock)))
                .orElseGet(() -> new SharedRunner(beside));
    }

    private void openPackageRunner(Core core) {
        PackageRunner runner = closer.add(new PackageRunner(
                core.runners(),
                core.languages(),
                new Toolchains(core.runners(), core.blobs(), core.languages()),
                new ToolchainStore(core.database())));
        health.add(check("runner", false, runner::isThere));
        runner.start();
    }

    private void openApi(Core core, Jobs jobs, Readings readings) {
        SubmissionViews views = new SubmissionViews();
        SubmissionAccess access = new SubmissionAccess(core.database(), views);
        SubmissionFeed feed = closer.add(new SubmissionFeed(core.events(), views, core.database()));
        feed.start();
        BoardFeed boards = closer.add(new BoardFeed(core.boardEvents()));
        boards.start();
        EventStreams streams = new EventStreams(EventStreams.Config.defaults());
        Identity identity = core.identity();
        config.firstAdminPassword().ifPresent(identity::createFirstAdmin);
        HttpServer.Builder server = HttpServer.builder(config.http())
                .filter(identity.filter())
                .streams(streams)
                .meters(meters)
                .health(health);
        identity.features().forEach(server::feature);
        server.feature(new LanguageRoutes(core.offered()))
                .feature(new ProblemRoutes(
                        core.database(), core.blobs(), starterCode(core), core.standings()::solvedAmong))
                .feature(new ImportRoutes(
                        core.database(), core.blobs(), ids, id -> jobs.enqueue(id, new ImportPackage(id))))
                .feature(new SubmissionRoutes(
                        core.database(),
                        core.submissions(),
                        views,
                        access,
                        core.events(),
                        core.offered(),
                        problemLookup(core),
                        core.idempotency()))
                .feature(new RejudgeRoutes(
                        core.database(),
                        new Rejudges(core.database(), core.outbox(), ids),
                        core.offered(),
                        access,
                        core.idempotency()))
                .feature(new RunRoutes(
                        core.database(), core.submissions(), views, access, feed, core.offered(), core.blobs()))
                .feature(new OperationsRoutes(core.database(), readings, replays(core), clock))
                .feature(new LeaderboardRoutes(core.standings()))
                .feature(new LiveRoutes(streams, feed, access, boards));
        core.workspaces().features(streams, this::url).forEach(server::feature);
        Peers peers = closer.add(Peers.open(config.http().maxConnections()));
        Gateway gateway = core.workspaces().gateway(identity, core.cache().redis(), peers, config.http());
        server.feature(gateway.routes()).peers(peers).host(gateway.previews()).frames(gateway.frameSource());
        http = Optional.of(closer.add(server.start()));
        core.workspaces().start();
    }

    private static Replays replays(Core core) {
        return new Replays(core.database(), core.topology(), core.outbox(), core.submissions(), core.rejudgements());
    }

    private Identity identity(Database database, Cache cache) {
        return new Identity(
                database,
                ids,
                clock,
                closer.add(new Passwords(Passwords.Config.defaults(), meters)),
                Attempts.shared(cache.redis(), clock),
                Revocations.shared(cache.redis()),
                IdentityConfig.of(config.http()).withRegistration(config.registrationOpen()));
    }

    /** What is not needed may be away for a while: pages are served and submissions wait meanwhile. */
    private static Health.Check check(String name, boolean needed, BooleanSupplier answers) {
        return new Health.Check(name, needed, () -> Outcome.of(answers.getAsBoolean()));
    }

    private static StarterCode starterCode(Core core) {
        return codes -> {
            Map<String, String> byLanguage = new LinkedHashMap<>();
            core.offered().all().stream()
                    .filter(language -> core.offered().toolchain(language.id()).isAvailable())
                    .filter(language ->
                            codes.isEmpty() || language.packageCodes().stream().anyMatch(codes::contains))
                    .forEach(language ->
                            byLanguage.put(language.id(), language.starterCode().text()));
            return byLanguage;
        };
    }

    private static ProblemLookup problemLookup(Core core) {
        ProblemStore problems = new ProblemStore();
        return slug -> core.database()
                .read(handle -> problems.entry(handle, slug))
                .map(entry -> new ProblemLookup.Entry(
                        new ProblemReference(entry.problem(), entry.version()), entry.codeBytes(), entry.languages()));
    }

    /** Where people reach this server; only a server with the role of the API can be reached. */
    public URI url() {
        return http.map(HttpServer::url).orElseThrow(() -> new IllegalStateException("this server has no API"));
    }

    /** Where health and metrics are. */
    public int adminPort() {
        return admin.map(AdminServer::port).orElseThrow(() -> new IllegalStateException("this server has not started"));
    }

    /**
     * Imports, in the background, what packages of this directory were never imported here: what a new installation
     * begins with.
     */
    public void importShippedProblems(Path directory) {
        Thread.ofVirtual()
                .name("shipped-problems")
                .start(() -> imports.ifPresent(each -> each.importShipped(directory)));
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException further) {
            failure.addSuppressed(further);
        }
    }

    /**
     * Takes no more work, finishes what is under way, and closes everything in the reverse order of its opening. Whatever sends
     * requests here learns from the readiness that it shall not, and needs a moment for that: until then they are answered.
     */
    @Override
    public void close() {
        boolean wasReady = health.draining();
        if (wasReady && http.isPresent()) {
            new StopSignal().givenWithin(config.http().linger());
        }
        closer.close();
    }
}
