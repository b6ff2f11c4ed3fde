package org.codearena.server.infra;

import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.codearena.server.kernel.StopSignal;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.scheduling.RecurringJobBuilder;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.JobStats;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson3.Jackson3JsonMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JobRunr, wired by hand instead of through its statics: background work that survives a crash and may be done twice, so
 * every handler is idempotent. Its tables live in a schema of their own. A job is done by any process that has started its server; it
 * begins at that one's next poll, seconds later, unless it is this one, which is nudged. Thread-safe.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Jobs.class);
    /** The shortest that JobRunr allows on SQL. */
    private static final Duration POLL = Duration.ofSeconds(5);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final int WORKERS = 8;

    private final Map<Class<?>, JobRequestHandler<?>> handlers;
    private final StorageProvider storage;
    private final BackgroundJobServer server;
    private final JobRequestScheduler scheduler;
    private final StopSignal stop = new StopSignal();
    private final Thread watch = Thread.ofPlatform().daemon().name("jobs-watch").unstarted(this::watchUntilStopped);
    private volatile boolean working;

    /**
     * Opens the job server; it works once it is started, and until then, or without that, jobs can be enqueued for others.
     *
     * @param schema an existing schema for its tables
     * @param handlers by class: what a request names as its handler
     */
    public Jobs(DataSource dataSource, String schema, Map<Class<?>, JobRequestHandler<?>> handlers) {
        this.handlers = new ConcurrentHashMap<>(handlers);
        Jackson3JsonMapper json = new Jackson3JsonMapper();
        this.storage = storage(dataSource, schema);
        storage.setJobMapper(new JobMapper(json));
        this.server = new BackgroundJobServer(
                storage,
                json,
                activator(this.handlers),
                usingStandardBackgroundJobServerConfiguration()
                        .andPollInterval(POLL)
                        .andWorkerCount(WORKERS)
                        .andDeleteSucceededJobsAfter(Duration.ofHours(1))
                        .andPermanentlyDeleteDeletedJobsAfter(Duration.ofHours(1))
                        .andInterruptJobsAwaitDurationOnStopBackgroundJobServer(STOP_WITHIN));
        this.scheduler = new JobRequestScheduler(storage);
    }

    /** One after the other: JobRunr makes its tables without regard for another process that makes them at the same time. */
    private static StorageProvider storage(DataSource dataSource, String schema) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement lock = connection.createStatement()) {
                lock.execute("select pg_advisory_xact_lock(hashtext('jobs.tables'))");
                return new PostgresStorageProvider(dataSource, schema + ".", DatabaseOptions.CREATE);
            } finally {
                connection.rollback();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the tables of background jobs cannot be made", failure);
        }
    }

    private static JobActivator activator(Map<Class<?>, JobRequestHandler<?>> handlers) {
        return new JobActivator() {
            @Override
            public <T> T activateJob(Class<T> type) {
                return type.cast(Objects.requireNonNull(handlers.get(type), () -> "no job handler " + type.getName()));
            }
        };
    }

    /** One more handler, which needs this to be made: to be called before the start. */
    public void handle(JobRequestHandler<?> handler) {
        handlers.put(handler.getClass(), handler);
    }

    public void start() {
        server.start();
        working = true;
        watch.start();
    }

    /** JobRunr's server stops itself, and for good, once the database has been out of its reach for a few polls. */
    private void watchUntilStopped() {
        while (!stop.givenWithin(POLL)) {
            try {
                if (!server.isRunning()) {
                    log.atWarn().log("the job server had stopped itself, starting it again");
                    server.start();
                }
            } catch (RuntimeException away) {
                log.atWarn()
                        .addKeyValue("reason", away.toString())
                        .log("the job server does not start yet, trying again");
            }
        }
    }

    /** Does this again and again; the same id replaces what was planned under it. */
    public void recurring(String id, Duration every, JobRequest request) {
        scheduler.createRecurrently(RecurringJobBuilder.aRecurringJob()
                .withId(id)
                .withInterval(every)
                .withJobRequest(request));
    }

    /** Does this once, now; the same id twice is one job. */
    public void enqueue(UUID id, JobRequest request) {
        scheduler.enqueue(id, request);
        if (working) {
            server.getJobSteward().run();
        }
    }

    /** How many jobs there are in each state. Those that succeeded are deleted after an hour. */
    public Map<String, Long> states() {
        JobStats stats = storage.getJobStats();
        return Map.of(
                "scheduled", stats.getScheduled(),
                "enqueued", stats.getEnqueued(),
                "processing", stats.getProcessing(),
                "failed", stats.getFailed(),
                "succeeded", stats.getSucceeded());
    }

    @Override
    public void close() {
        if (working) {
            stop.giveAndJoin(List.of(watch), STOP_WITHIN);
            server.stop();
        }
        storage.close();
    }
}
