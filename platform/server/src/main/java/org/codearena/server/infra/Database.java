package org.codearena.server.infra;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Secret;
import org.codearena.server.kernel.StopSignal;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL, the truth. Opening it migrates the schema ({@code db/V*.sql}, never edited once released). Stores take the
 * {@link Handle} of their caller's transaction. Thread-safe.
 */
public final class Database implements AutoCloseable {
    /**
     * Where the database is and how much of it this process may use.
     *
     * @param url a JDBC URL
     * @param connections the pool's size: with virtual threads it is what bounds the load on PostgreSQL
     * @param patience how long opening waits for a database that does not answer yet
     */
    public record Config(String url, String user, Secret password, int connections, Duration patience) {
        /** Of a database that must answer at once. */
        public Config(String url, String user, Secret password, int connections) {
            this(url, user, password, connections, Duration.ZERO);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** Beginnings of SQL states that say no instead of not yet: who we are, and what we ask for. */
    private static final List<String> REFUSALS = List.of("28", "3D");

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool, DataSource source) {
        this.pool = pool;
        this.jdbi = Jdbi.create(source);
    }

    /**
     * Connects and migrates.
     *
     * @throws Fault when the database refuses us, or does not answer in time
     */
    public static Database open(Config config) {
        return open(config, UnaryOperator.identity());
    }

    /** @param through what stands between the pool and everybody: tests let it break */
    static Database open(Config config, UnaryOperator<DataSource> through) {
        HikariDataSource pool = connect(config);
        try {
            Flyway.configure().dataSource(pool).locations("classpath:db").load().migrate();
            return new Database(pool, through.apply(pool));
        } catch (RuntimeException failure) {
            pool.close();
            throw failure;
        }
    }

    private static HikariDataSource connect(Config config) {
        StopSignal never = new StopSignal();
        long until = System.nanoTime() + config.patience().toNanos();
        while (true) {
            try {
                return new HikariDataSource(pooled(config));
            } catch (PoolInitializationException away) {
                String reason = reason(away);
                if (isRefusal(away) || System.nanoTime() > until || never.givenWithin(LOOK_AGAIN)) {
                    throw Fault.internal("the database at " + config.url() + " cannot be used: " + reason, away);
                }
                log.atWarn()
                        .addKeyValue("url", config.url())
                        .addKeyValue("reason", reason)
                        .log("database does not answer yet, trying again");
            }
        }
    }

    private static String reason(PoolInitializationException away) {
        return String.valueOf((away.getCause() == null ? away : away.getCause()).getMessage());
    }

    private static boolean isRefusal(PoolInitializationException away) {
        return away.getCause() instanceof SQLException refused
                && refused.getSQLState() != null
                && REFUSALS.stream().anyMatch(refused.getSQLState()::startsWith);
    }

    private static HikariConfig pooled(Config config) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName("database");
        hikari.setJdbcUrl(config.url());
        hikari.setUsername(config.user());
        hikari.setPassword(config.password().value());
        hikari.setMaximumPoolSize(config.connections());
        hikari.setMinimumIdle(Math.min(4, config.connections()));
        hikari.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        hikari.setThreadFactory(Thread.ofPlatform()
                // They outlive the request that needed the first of them, and are to log under no id of it.
                .inheritInheritableThreadLocals(false)
                .daemon()
                .name("database-", 0)
                .factory());
        return hikari;
    }

    public <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
        return jdbi.inTransaction(work);
    }

    public void useTransaction(HandleConsumer<RuntimeException> work) {
        jdbi.useTransaction(work);
    }

    /** Sees one state of all tables, from its first query on. */
    public <T> T atOneMoment(HandleCallback<T, RuntimeException> work) {
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work);
    }

    /** For reads that need no transaction of their own. */
    public <T> T read(HandleCallback<T, RuntimeException> work) {
        return jdbi.withHandle(work);
    }

    public DataSource dataSource() {
        return pool;
    }

    /** Whether a query is likely to succeed now. */
    public boolean answers() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException down) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
